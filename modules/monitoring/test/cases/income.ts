/** Stories about income. */
import type { Story } from '../builders.ts'

/** What an official expects of income rules. */
export const incomeStories: readonly Story[] = [
  {
    says: '一般农户，人均年收入7000元，没有别的困难',
    income: [{ perPerson: 7_000 }],
    points: ['income.belowLine'],
  },
  {
    says: '人均年收入正好7100元，不低于线',
    income: [{ perPerson: 7_100 }],
    points: [],
    spares: ['income.belowLine'],
  },
  {
    says: '人均7000元，已经是监测对象，不再提示收入',
    household: { monitored: 'marginal', identifiedMonth: '2023-05-01', risks: ['R99'] },
    income: [{ perPerson: 7_000 }],
    feeds: { employment: [{ fromOn: '2023-03-01' }] },
    measures: [{ category: 'M01' }],
    points: [],
    spares: ['income.belowLine'],
  },
  {
    says: '人均9000元，合规自付4000元，扣后只剩5000元',
    income: [
      {
        perPerson: 9_000,
        selfPaid: 4_000,
        moment: 'identified',
        windowFrom: '2022-05-01',
        windowTo: '2023-04-01',
      },
    ],
    points: ['income.referenceBelowLine'],
  },
  {
    says: '人均9000元，合规自付1000元，扣后仍高于线',
    income: [{ perPerson: 9_000, selfPaid: 1_000 }],
    points: [],
    spares: ['income.referenceBelowLine'],
  },
  {
    says: '两口人人均9000元，近一年看病自付6000元，分摊后只剩6000元',
    members: [{}, { name: '李秀英', born: '1980-05-05', relation: 'spouse' }],
    income: [{ perPerson: 9_000 }],
    feeds: { medicalExpense: [{ settledOn: '2023-03-12', selfPaid: 600_000 }] },
    points: ['income.belowLineAfterIllness'],
  },
  {
    says: '同样自付6000元，但是发生在十三个月前',
    members: [{}, { name: '李秀英', born: '1980-05-05', relation: 'spouse' }],
    income: [{ perPerson: 9_000 }],
    feeds: { medicalExpense: [{ settledOn: '2022-04-30', selfPaid: 600_000 }] },
    points: [],
    spares: ['income.belowLineAfterIllness'],
  },
  {
    says: '上一年度人均15000元，这一年度9000元，降了四成',
    income: [
      { perPerson: 15_000, windowFrom: '2020-10-01', windowTo: '2021-09-01' },
      { perPerson: 9_000, windowFrom: '2021-10-01', windowTo: '2022-09-01' },
    ],
    points: ['income.fall'],
  },
  {
    says: '前年降过四成，去年没有采集，今年的不与前年比',
    income: [
      { perPerson: 15_000, windowFrom: '2018-10-01', windowTo: '2019-09-01' },
      { perPerson: 9_000, windowFrom: '2019-10-01', windowTo: '2020-09-01' },
      { perPerson: 9_500, windowFrom: '2021-10-01', windowTo: '2022-09-01' },
    ],
    points: [],
    spares: ['income.fall'],
  },
  {
    says: '识别前12个月测算9000元与年度15000元不是一个口径，不算骤减',
    income: [
      { perPerson: 15_000, windowFrom: '2021-10-01', windowTo: '2022-09-01' },
      { perPerson: 9_000, moment: 'identified', windowFrom: '2022-05-01', windowTo: '2023-04-01' },
    ],
    points: [],
    spares: ['income.fall'],
  },
  {
    says: '没有收入测算的户，不猜',
    income: [],
    points: [],
    spares: ['income.belowLine', 'income.referenceBelowLine'],
  },
]
