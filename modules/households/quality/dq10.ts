/** DQ10: a month after identification there is a measure. */
import { monthOf, monthsBetween } from '@xinlu/kernel/basis'
import { type QualityRule, findingsOf } from './quality-rule.ts'
import { isMonitoredNow } from './subjects.ts'

/** A monitored household without any measure after the grace months. */
export const dq10: QualityRule = {
  code: 'DQ10',
  title: '识别满一个月无帮扶措施',
  source: '全国核查规则1_11_010',
  check(file) {
    const since = file.household.identifiedMonth
    if (!isMonitoredNow(file) || since === null || file.measures === undefined || file.measures.length > 0)
      return []
    const months = monthsBetween(since, monthOf(file.today))
    if (months < file.settings.measureGraceMonths) return []
    return findingsOf('DQ10', [
      {
        mark: 'none',
        what: `这一户${since}识别为监测对象，已满${months}个月，还没有任何帮扶措施。`,
        why: `识别后${file.settings.measureGraceMonths}个月内应落实针对性帮扶措施。`,
        todo: '请尽快制定一户一策并录入措施。',
      },
    ])
  },
}
