/** DQ13: a household with labour gets help that lets it earn, and measures recorded are carried out. */
import { monthOf, monthsBetween } from '@xinlu/kernel/basis'
import { type QualityRule, findingsOf } from './quality-rule.ts'
import { developmentKinds, hasLabour, hasMeasure, isMonitoredNow } from './subjects.ts'

/** No 开发式 measure in time, only 综合保障, or measures not started. */
export const dq13: QualityRule = {
  code: 'DQ13',
  title: '有劳动力户的开发式帮扶',
  source: '全国核查规则5_12_007、5_11_032、5_11_030',
  check(file) {
    const { measures } = file
    const since = file.household.identifiedMonth
    if (!isMonitoredNow(file) || !measures || measures.length === 0) return []
    const grace = file.settings.developmentGraceMonths
    const months = since === null ? 0 : monthsBetween(since, monthOf(file.today))
    const earning = hasMeasure(measures, ...developmentKinds)
    const onlyProtection = measures.every((measure) => measure.kind === 'protection')
    const strong = file.members.some((person) => person.labour === 'ordinary' || person.labour === 'skilled')
    const idle = measures.filter((measure) => !measure.started)
    return findingsOf('DQ13', [
      file.members.some(hasLabour) &&
        !earning &&
        months >= grace && {
          mark: 'noDevelopment',
          what: `这一户有劳动力，识别已满${months}个月，没有开发式帮扶措施（产业、就业、金融、公益岗位）。`,
          why: `有劳动能力的应以开发式帮扶为主，识别满${grace}个月仍没有属于问题数据。`,
          todo: '请落实产业、就业等措施；确不适合的写明原因。',
        },
      strong &&
        onlyProtection && {
          mark: 'onlyProtection',
          what: '这一户有普通或技能劳动力，只有综合保障一类措施。',
          why: '有劳动能力只靠保障，不能稳定消除风险。',
          todo: '请补充开发式帮扶措施；确不适合的写明原因。',
        },
      idle.length > 0 && {
        mark: 'notStarted',
        what: `这一户有${idle.length}项措施已录入，实施情况是“尚未实施”或没有填。`,
        why: '录了措施不落实，属于空转。',
        todo: '请核实进展，更新实施情况。',
      },
    ])
  },
}
