/** Stories about households that are or were under watch. */
import type { Story } from '../builders.ts'

const working = { employment: [{ fromOn: '2023-01-01' }] }
const watched = (risks: string[], identifiedMonth = '2023-03-01') => ({
  monitored: 'marginal',
  identifiedMonth,
  risks,
})
const cleared = {
  kind: 'formerPoor',
  monitored: 'unstable',
  identifiedMonth: '2022-01-01',
  clearedMonth: '2023-01-01',
  risks: ['R01'],
}

/** What an official expects of the rules about watched and cleared households. */
export const watchStories: readonly Story[] = [
  {
    says: '三月纳入监测，两个月没有措施',
    household: watched(['R99']),
    feeds: working,
    points: ['measure.none'],
  },
  {
    says: '五月刚纳入监测，还在三十天内',
    household: watched(['R99'], '2023-05-01'),
    feeds: working,
    points: [],
    spares: ['measure.none'],
  },
  {
    says: '有劳动力，只给了低保',
    household: watched(['R99']),
    feeds: working,
    measures: [{ category: 'M08' }],
    points: ['measure.backstopOnly'],
    spares: ['measure.developmentMissing'],
  },
  {
    says: '没有劳动力，只给低保是对的',
    household: watched(['R08']),
    members: [{ born: '1944-01-01', labour: 'none' }],
    feeds: { relief: [{ kind: 'minimum', fromOn: '2020-01-01' }] },
    measures: [{ category: 'M08' }],
    points: [],
    spares: ['measure.backstopOnly'],
  },
  {
    says: '有劳动力满半年，只有健康帮扶和低保',
    household: watched(['R01'], '2022-10-01'),
    feeds: working,
    measures: [{ category: 'M05' }, { category: 'M08' }],
    points: ['measure.developmentMissing'],
    spares: ['measure.backstopOnly'],
  },
  {
    says: '有劳动力满半年，有公益岗',
    household: watched(['R99'], '2022-10-01'),
    feeds: working,
    measures: [{ category: 'M04' }, { category: 'M08' }],
    points: [],
    spares: ['measure.developmentMissing'],
  },
  {
    says: '登记了住房风险，措施里没有危改',
    household: watched(['R09']),
    feeds: working,
    measures: [{ category: 'M02' }],
    points: ['measure.riskUnanswered'],
  },
  {
    says: '登记了住房风险，已安排危改',
    household: watched(['R09']),
    feeds: working,
    measures: [{ category: 'M02' }, { category: 'M09' }],
    points: [],
    spares: ['measure.riskUnanswered'],
  },
  {
    says: '放弃的措施不算措施',
    household: watched(['R99']),
    feeds: working,
    measures: [{ category: 'M02', state: 'dropped' }],
    points: ['measure.none'],
  },
  {
    says: '一月消除风险，三月又受灾',
    household: cleared,
    feeds: { ...working, disaster: [{ happenedOn: '2023-03-10', loss: 500_000, relief: 10_000 }] },
    points: ['disaster.recent', 'watch.newRiskAfterClearing'],
  },
  {
    says: '一月消除风险，去年十二月的灾是旧灾',
    household: cleared,
    feeds: { ...working, disaster: [{ happenedOn: '2022-12-20', loss: 500_000, relief: 10_000 }] },
    points: ['disaster.recent'],
    spares: ['watch.newRiskAfterClearing'],
  },
  {
    says: '一月消除风险，消除前住院花的钱不算新风险',
    household: cleared,
    income: [{ perPerson: 20_000 }],
    feeds: { ...working, medicalExpense: [{ settledOn: '2022-12-20', selfPaid: 700_000 }] },
    points: ['medical.selfPayHigh'],
    spares: ['watch.newRiskAfterClearing'],
  },
  {
    says: '一月消除风险，三月住院又自付6000元',
    household: cleared,
    income: [{ perPerson: 20_000 }],
    feeds: { ...working, medicalExpense: [{ settledOn: '2023-03-20', selfPaid: 600_000 }] },
    points: ['medical.selfPayHigh', 'watch.newRiskAfterClearing'],
  },
]
