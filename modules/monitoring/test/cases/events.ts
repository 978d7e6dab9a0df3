/** Stories about sudden events and the record itself. */
import type { Story } from '../builders.ts'

const watched = { monitored: 'marginal', identifiedMonth: '2023-05-01', risks: ['R99'] }

/** What an official expects of the rules about events and the record. */
export const eventStories: readonly Story[] = [
  {
    says: '三月洪灾损失两万元，已发救灾款',
    feeds: {
      disaster: [{ happenedOn: '2023-03-05', loss: 2_000_000, relief: 300_000, houseDamage: 'slight' }],
    },
    points: ['disaster.recent'],
    spares: ['disaster.unrelieved'],
  },
  {
    says: '三月洪灾损失两万元，近三个月没有救灾款',
    feeds: { disaster: [{ happenedOn: '2023-03-05', loss: 2_000_000 }] },
    points: ['disaster.recent', 'disaster.unrelieved'],
  },
  {
    says: '去年九月受灾，已过观察期，救灾款已发',
    feeds: { disaster: [{ happenedOn: '2022-09-05', loss: 2_000_000, relief: 100_000 }] },
    points: [],
    spares: ['disaster.recent'],
  },
  {
    says: '四月车祸重伤',
    feeds: { accident: [{ happenedOn: '2023-04-11', injury: 'serious' }] },
    points: ['accident.recent'],
  },
  {
    says: '四月小事故轻伤，花了八百元',
    feeds: { accident: [{ happenedOn: '2023-04-11', cost: 80_000 }] },
    points: [],
    spares: ['accident.recent'],
  },
  {
    says: '入户看到水不能喝，水利局没有停水记录',
    household: { waterUnsafe: true },
    points: ['visit.unsafe'],
  },
  {
    says: '入户看到房子危险，住建局已鉴定为D级并列入计划',
    household: { houseUnsafe: true },
    feeds: { house: [{ listedOn: '2023-04-01', state: 'planned', grade: 'D', appraisedOn: '2023-04-10' }] },
    points: ['house.dangerous'],
    spares: ['visit.unsafe'],
  },
  {
    says: '入户一切正常',
    household: { waterUnsafe: false, houseUnsafe: false },
    points: [],
    spares: ['visit.unsafe'],
  },
  { says: '有因疫标记，没有纳入监测', household: { epidemic: true }, points: ['epidemic.tagged'] },
  {
    says: '有因疫标记，已经纳入监测',
    household: { ...watched, epidemic: true },
    measures: [{ category: 'M01' }],
    feeds: { employment: [{ fromOn: '2023-03-01' }] },
    points: [],
    spares: ['epidemic.tagged'],
  },
  {
    says: '监测对象名下有小汽车',
    household: watched,
    measures: [{ category: 'M01' }],
    feeds: { holdingVehicle: [{}], employment: [{ fromOn: '2023-03-01' }] },
    points: ['register.holdings'],
  },
  {
    says: '监测对象名下是营运货车，住的是搬迁安置房',
    household: watched,
    measures: [{ category: 'M01' }],
    feeds: {
      holdingVehicle: [{ kind: 'truck', isCommercial: true }],
      holdingProperty: [{ how: 'resettled' }],
      employment: [{ fromOn: '2023-03-01' }],
    },
    points: [],
    spares: ['register.holdings'],
  },
  {
    says: '孩子迁出上学后又迁回',
    members: [{}, { name: '王小军', born: '2001-01-01', labour: 'ordinary' }],
    feeds: {
      householdMove: [
        { who: 1, kind: 'out', happenedOn: '2020-09-01' },
        { who: 1, kind: 'in', happenedOn: '2023-02-01' },
      ],
    },
    points: [],
    spares: ['register.memberPending'],
  },
]
