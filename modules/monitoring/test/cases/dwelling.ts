/** Stories about house and water. */
import type { Story } from '../builders.ts'

/** What an official expects of the rules about house and water. */
export const dwellingStories: readonly Story[] = [
  {
    says: '住房鉴定为D级，刚列入改造计划',
    feeds: { house: [{ listedOn: '2023-04-01', state: 'planned', grade: 'D', appraisedOn: '2023-04-10' }] },
    points: ['house.dangerous'],
    spares: ['house.unplanned'],
  },
  {
    says: '住房鉴定为C级两个月，还没列入计划',
    feeds: { house: [{ listedOn: '2023-03-01', state: 'appraised', grade: 'C', appraisedOn: '2023-03-10' }] },
    points: ['house.dangerous', 'house.unplanned'],
  },
  {
    says: 'D级危房已改造验收',
    feeds: {
      house: [
        {
          listedOn: '2022-03-01',
          state: 'accepted',
          grade: 'D',
          appraisedOn: '2022-03-10',
          acceptedOn: '2022-11-01',
        },
      ],
    },
    points: [],
    spares: ['house.dangerous'],
  },
  {
    says: '雨后登记疑似危房两个月没有鉴定',
    feeds: { house: [{ listedOn: '2023-03-20', state: 'suspected', reason: 'rain' }] },
    points: ['house.suspected'],
  },
  {
    says: '疑似危房登记才十天',
    feeds: { house: [{ listedOn: '2023-05-21', state: 'suspected', reason: 'rain' }] },
    points: [],
    spares: ['house.suspected'],
  },
  {
    says: '一年停水37天，两次停水重叠的五天只算一次',
    feeds: {
      waterStop: [
        { fromOn: '2023-01-01', toOn: '2023-01-30' },
        { fromOn: '2023-01-26', toOn: '2023-02-06', cause: 'engineering' },
      ],
    },
    points: ['water.stopped'],
  },
  {
    says: '一年停水正好36天，没有超过标准',
    feeds: { waterStop: [{ fromOn: '2023-01-01', toOn: '2023-02-05' }] },
    points: [],
    spares: ['water.stopped'],
  },
  {
    says: '去年四月以前停的水不算近一年',
    feeds: { waterStop: [{ fromOn: '2022-01-01', toOn: '2022-04-30' }] },
    points: [],
    spares: ['water.stopped'],
  },
]
