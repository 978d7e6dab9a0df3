/** DQ12: a problem of water or insurance has its risk. */
import { type QualityRule, findingsOf } from './quality-rule.ts'
import { isMonitoredNow } from './subjects.ts'

/** Water problems without 因安全饮水, uninsured members without 因病. */
export const dq12: QualityRule = {
  code: 'DQ12',
  title: '有问题无对应风险',
  source: '全国核查规则4_11_006、4_11_007',
  check(file) {
    if (!isMonitoredNow(file)) return []
    const { waterUnsafe, uninsured, risks } = file.household
    return findingsOf('DQ12', [
      waterUnsafe === true &&
        !risks.includes('R10') && {
          mark: 'water',
          what: '这一户饮水有安全问题，风险中没有“因安全饮水”。',
          why: '问题和风险应一致，否则措施对不上。',
          todo: '请补选“因安全饮水”，或核实饮水情况后改正。',
        },
      uninsured === true &&
        !risks.includes('R01') && {
          mark: 'insurance',
          what: '这一户有成员未参加基本医疗保险，风险中没有“因病”。',
          why: '未参保的家庭因病返贫的风险高，应一并监测。',
          todo: '请补选“因病”，或动员参保后更新参保情况。',
        },
    ])
  },
}
