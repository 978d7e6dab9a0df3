/** Stories about disability, relief, labour and work. */
import type { Story } from '../builders.ts'

const old = {
  name: '王老汉',
  born: '1945-01-01',
  labour: 'none',
  relation: 'father',
  education: 'illiterate',
}
const ill = { ...old, disabilityGrade: 1, disabilityKind: 4 }

/** What an official expects of the rules about people. */
export const peopleStories: readonly Story[] = [
  {
    says: '三月新办四级残疾证',
    feeds: { disability: [{ issuedOn: '2023-03-01', grade: '4', isNew: true }] },
    points: ['disability.new'],
  },
  {
    says: '三月换发残疾证，不是新致残',
    feeds: { disability: [{ issuedOn: '2015-03-01' }, { issuedOn: '2023-03-01' }] },
    points: [],
    spares: ['disability.new'],
  },
  {
    says: '一家两个残疾人，一个一级，补贴都发了',
    members: [{}, old],
    feeds: {
      disability: [{ issuedOn: '2015-03-01' }, { who: 1, issuedOn: '2016-01-01', grade: '1' }],
      relief: [{ who: 1, kind: 'disabilityAllowance', month: '2023-04' }],
    },
    points: ['disability.several'],
    spares: ['disability.allowanceMissing'],
  },
  {
    says: '一家两个残疾人都是四级',
    members: [{}, old],
    feeds: {
      disability: [
        { issuedOn: '2015-03-01', grade: '4' },
        { who: 1, issuedOn: '2016-01-01', grade: '4' },
      ],
    },
    points: [],
    spares: ['disability.several'],
  },
  {
    says: '父亲一级残疾多年，近三个月没有护理补贴',
    members: [{}, old],
    feeds: { disability: [{ who: 1, issuedOn: '2016-01-01', grade: '1' }] },
    points: ['disability.allowanceMissing'],
  },
  {
    says: '户档登记一级残疾，残联没有数据，也按重度算',
    members: [{}, ill],
    points: ['disability.allowanceMissing'],
  },
  {
    says: '刚办重度残疾证一个月，补贴还在办',
    feeds: { disability: [{ issuedOn: '2023-05-01', grade: '1', isNew: true }] },
    points: ['disability.new'],
    spares: ['disability.allowanceMissing'],
  },
  {
    says: '四月新纳入低保，还不是监测对象',
    feeds: { relief: [{ kind: 'minimum', fromOn: '2023-04-01' }] },
    points: ['relief.newMinimum'],
  },
  {
    says: '享受低保三年',
    feeds: { relief: [{ kind: 'minimum', fromOn: '2020-04-01' }] },
    points: [],
    spares: ['relief.newMinimum'],
  },
  {
    says: '两位老人都没有劳动力，人均9000元',
    members: [{ born: '1944-01-01', labour: 'none' }, old],
    income: [{ perPerson: 9_000 }],
    points: ['labour.none'],
    spares: ['relief.backstopMissing'],
  },
  {
    says: '两位老人都没有劳动力，收入够用',
    members: [{ born: '1944-01-01', labour: 'none' }, old],
    points: [],
    spares: ['labour.none', 'relief.backstopMissing'],
  },
  {
    says: '独居老人没有劳动力，人均5000元，没有低保',
    members: [{ born: '1944-01-01', labour: 'none' }],
    income: [{ perPerson: 5_000 }],
    points: ['income.belowLine', 'labour.none', 'relief.backstopMissing'],
  },
  {
    says: '独居老人享受特困供养',
    members: [{ born: '1944-01-01', labour: 'none' }],
    income: [{ perPerson: 5_000 }],
    feeds: { relief: [{ kind: 'destitute' }] },
    points: ['income.belowLine'],
    spares: ['labour.none', 'relief.backstopMissing'],
  },
  {
    says: '一家只有弱劳动力，人均9000元',
    members: [{ labour: 'weak' }, old],
    income: [{ perPerson: 9_000 }],
    points: ['labour.weakOnly'],
    spares: ['labour.none'],
  },
  {
    says: '一个普通劳动力带着老人',
    members: [{}, old],
    points: [],
    spares: ['labour.weakOnly', 'labour.none'],
  },
  {
    says: '劳动技能没有登记的，不猜有没有劳动力',
    members: [{ labour: null }],
    points: [],
    spares: ['labour.none', 'labour.weakOnly'],
  },
  {
    says: '三月登记失业，没有返岗',
    feeds: { unemployment: [{ registeredOn: '2023-03-10' }] },
    points: ['work.lost'],
  },
  {
    says: '三月失业，四月又找到了活',
    feeds: { unemployment: [{ registeredOn: '2023-03-10' }], employment: [{ fromOn: '2023-04-05' }] },
    points: [],
    spares: ['work.lost'],
  },
  {
    says: '脱贫户有劳动力，半年没有人务工',
    household: { kind: 'formerPoor' },
    points: ['work.none'],
  },
  {
    says: '一般农户没有人务工，不提示',
    points: [],
    spares: ['work.none'],
  },
  {
    says: '脱贫户半年前回来，又在三月干过活',
    household: { kind: 'formerPoor' },
    feeds: { employment: [{ fromOn: '2023-03-01', toOn: '2023-04-01' }] },
    points: [],
    spares: ['work.none'],
  },
]
