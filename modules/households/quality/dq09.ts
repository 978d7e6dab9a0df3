/** DQ09: a monitored household has its month, risks, income and four guarantees written down. */
import { type QualityFile, type QualityRule, findingsOf } from './quality-rule.ts'

/** What must be there for every 监测对象, cleared or not. */
export const dq09: QualityRule = {
  code: 'DQ09',
  title: '监测对象必填项',
  source: '全国核查规则1_11_002',
  check: (file) => (file.household.monitored === null ? [] : findingsOf('DQ09', missing(file))),
}

function missing(file: QualityFile) {
  const { household, incomes, safety } = file
  const atFirst = safety.identified
  const guarantees = atFirst && Object.values(atFirst).every((value) => value !== null)
  const fields = [
    { mark: 'month', name: '识别监测时间', given: household.identifiedMonth !== null },
    { mark: 'risks', name: '致贫返贫风险', given: household.risks.length > 0 },
    {
      mark: 'disaster',
      name: '自然灾害子项',
      given: !household.risks.includes('R04') || household.disaster !== null,
    },
    { mark: 'income', name: '识别时收入支出', given: incomes.identified !== undefined },
    { mark: 'guarantees', name: '识别时“三保障”和饮水安全情况', given: guarantees },
  ]
  return fields
    .filter((field) => !field.given)
    .map(({ mark, name }) => ({
      mark,
      what: `这一户是监测对象，没有填写${name}。`,
      why: '缺少这一项，识别依据不完整。',
      todo: '请对照识别时的入户核实表补录。',
    }))
}
