/** Stories about illness and insurance. */
import type { Story } from '../builders.ts'

/** What an official expects of the medical rules. */
export const healthStories: readonly Story[] = [
  {
    says: '脱贫户近12个月自付5000元，到线',
    household: { kind: 'formerPoor' },
    income: [{ perPerson: 20_000 }],
    feeds: {
      employment: [{ fromOn: '2023-01-01' }],
      medicalExpense: [
        { settledOn: '2022-08-01', selfPaid: 300_000 },
        { settledOn: '2023-05-02', selfPaid: 200_000 },
      ],
    },
    points: ['medical.selfPayHigh'],
  },
  {
    says: '一般农户自付5000元，不到两万元的线',
    income: [{ perPerson: 20_000 }],
    feeds: { medicalExpense: [{ settledOn: '2023-01-02', selfPaid: 500_000 }] },
    points: [],
    spares: ['medical.selfPayHigh', 'medical.singleHigh'],
  },
  {
    says: '一般农户一次住院自付12000元，全年不到两万元',
    income: [{ perPerson: 50_000 }],
    feeds: { medicalExpense: [{ settledOn: '2023-01-02', selfPaid: 1_200_000 }] },
    points: ['medical.singleHigh'],
  },
  {
    says: '两次住院共自付25000元，只按全年自付提示一次',
    income: [{ perPerson: 50_000 }],
    feeds: {
      medicalExpense: [
        { settledOn: '2023-01-02', selfPaid: 1_200_000 },
        { settledOn: '2023-02-02', selfPaid: 1_300_000 },
      ],
    },
    points: ['medical.selfPayHigh'],
    spares: ['medical.singleHigh'],
  },
  {
    says: '慢病门诊四月两次共自付520元',
    feeds: {
      medicalExpense: [
        { settledOn: '2023-04-03', selfPaid: 26_000, kind: 'chronic' },
        { settledOn: '2023-04-20', selfPaid: 26_000, kind: 'outpatient' },
      ],
    },
    points: ['medical.chronicMonth'],
  },
  {
    says: '慢病门诊三月、四月各自付300元，每月都不到500元',
    feeds: {
      medicalExpense: [
        { settledOn: '2023-03-03', selfPaid: 30_000, kind: 'chronic' },
        { settledOn: '2023-04-20', selfPaid: 30_000, kind: 'chronic' },
      ],
    },
    points: [],
    spares: ['medical.chronicMonth'],
  },
  {
    says: '已按因病监测的脱贫户，再花8000元不重复提示',
    household: { kind: 'formerPoor', monitored: 'unstable', identifiedMonth: '2023-05-01', risks: ['R01'] },
    income: [{ perPerson: 20_000 }],
    feeds: {
      employment: [{ fromOn: '2023-01-01' }],
      medicalExpense: [{ settledOn: '2023-05-02', selfPaid: 800_000 }],
    },
    measures: [{ category: 'M05' }, { category: 'M01' }],
    points: [],
    spares: ['medical.selfPayHigh'],
  },
  {
    says: '一名成员当年没有参保',
    feeds: { insurance: [{ kind: 'uninsured', subsidyClass: null }] },
    points: ['medical.uninsured'],
  },
  {
    says: '没有参保，但是在外地参了保',
    feeds: { insurance: [{ kind: 'uninsured', subsidyClass: null, exemption: 'elsewhere' }] },
    points: [],
    spares: ['medical.uninsured'],
  },
  {
    says: '没有参保的老人公安已登记死亡，户档还没减少',
    members: [{}, { name: '王老汉', born: '1940-01-01', labour: 'none', relation: 'father' }],
    feeds: {
      insurance: [{ who: 1, kind: 'uninsured', subsidyClass: null }],
      householdMove: [{ who: 1, kind: 'death', happenedOn: '2023-02-01' }],
    },
    points: ['register.memberPending'],
    spares: ['medical.uninsured'],
  },
  {
    says: '低保户两人都参了居民医保，一人没有资助',
    members: [{}, { name: '李秀英', born: '1980-05-05', relation: 'spouse' }],
    feeds: {
      relief: [{ kind: 'minimum', fromOn: '2020-01-01' }],
      insurance: [{ subsidyClass: null }, { who: 1 }],
    },
    points: ['medical.premiumUnaided'],
  },
  {
    says: '低保只保障一人，另一人自己缴费是对的',
    members: [{}, { name: '李秀英', born: '1980-05-05', relation: 'spouse' }],
    feeds: {
      relief: [{ kind: 'minimum', fromOn: '2020-01-01', people: 1 }],
      insurance: [{}, { who: 1, subsidyClass: null }],
    },
    points: [],
    spares: ['medical.premiumUnaided'],
  },
]
