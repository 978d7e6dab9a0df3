/** DQ14: each risk has the member it speaks of. */
import { type QualityRule, findingsOf } from './quality-rule.ts'
import { hasLabour, hasWork, isDisabled, isIll, isMonitoredNow } from './subjects.ts'

/** 因病 with an ill member and self-pay, 因残 with a disabled one, 因务工 with labour and a work record. */
export const dq14: QualityRule = {
  code: 'DQ14',
  title: '风险与成员情况',
  source: '全国核查规则5_15_015、5_15_020、2_11_001、2_11_006、5_15_013、5_15_014',
  check(file) {
    if (!isMonitoredNow(file)) return []
    const { risks } = file.household
    const { members } = file
    const selfPaid = file.incomes.identified?.selfPaid
    const why = '风险要有人和事实支撑，否则识别依据不足。'
    return findingsOf('DQ14', [
      risks.includes('R01') &&
        !members.some(isIll) && {
          mark: 'noIll',
          what: '风险有“因病”，没有一名成员患大病或长期慢性病。',
          why,
          todo: '请核实成员健康状况，或调整风险类型。',
        },
      risks.includes('R01') &&
        selfPaid === 0 && {
          mark: 'noSelfPaid',
          what: '风险有“因病”，识别时合规自付支出是0。',
          why,
          todo: '请核对医疗票据后补录合规自付支出，或调整风险类型。',
        },
      risks.includes('R03') &&
        !members.some(isDisabled) && {
          mark: 'noDisabled',
          what: '风险有“因残”，没有一名成员是残疾人。',
          why,
          todo: '请核实成员健康状况和残疾人证，或调整风险类型。',
        },
      risks.includes('R07') &&
        !members.some(hasLabour) && {
          mark: 'noLabour',
          what: '风险有“因务工就业不稳”，没有一名成员有劳动能力。',
          why,
          todo: '请核对劳动技能，或调整风险类型。',
        },
      risks.includes('R07') &&
        members.some(hasLabour) &&
        !members.some(hasWork) && {
          mark: 'noWork',
          what: '风险有“因务工就业不稳”，没有一名成员有务工记录。',
          why,
          todo: '请补录务工情况，或调整风险类型。',
        },
    ])
  },
}
