/** DQ16: 医保个人缴费补贴 inside its window: identified before it closed must have it, later must not. */
import { type QualityRule, findingsOf } from './quality-rule.ts'

/** The payment window of a year had an end; each subsidy keeps its own. */
export const dq16: QualityRule = {
  code: 'DQ16',
  title: '医保个人缴费补贴的时间窗口',
  source: '全国核查规则1111_09、1111_13',
  check(file) {
    const { measures } = file
    const { monitored, identifiedMonth, clearedMonth } = file.household
    if (monitored === null || identifiedMonth === null || measures === undefined) return []
    const closed = file.settings.paidUntil.medicalPremium
    const paid = measures.some((measure) => measure.item === 'medicalPremium')
    return findingsOf('DQ16', [
      identifiedMonth < closed &&
        clearedMonth === null &&
        !paid && {
          mark: 'missing',
          what: `这一户${identifiedMonth}已是监测对象，没有“城乡居民基本医疗保险个人缴费补贴”措施。`,
          why: `${closed}以前识别、风险未消除的，当年应享受这项补贴。`,
          todo: '请与医保部门核对资助参保名单后补录。',
        },
      identifiedMonth >= closed &&
        paid && {
          mark: 'tooLate',
          what: `这一户${identifiedMonth}才识别，却录有“城乡居民基本医疗保险个人缴费补贴”措施。`,
          why: `当年缴费期已于${closed}以前结束，这项补贴不可能享受到。`,
          todo: '请核实后删除，或改正识别时间。',
        },
    ])
  },
}
