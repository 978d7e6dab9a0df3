/** DQ15: a cleared household was helped long enough, lives above the line, and its facts after clearing are there. */
import { monthsBetween, yuanText } from '@xinlu/kernel/basis'
import { type QualityFile, type QualityRule, findingsOf } from './quality-rule.ts'
import { hasMeasure } from './subjects.ts'

/** Too early, below the line, no wage in spite of work measures, empty facts after clearing. */
export const dq15: QualityRule = {
  code: 'DQ15',
  title: '风险消除',
  source: '全国核查规则2_11_002、4_11_010、4_11_012',
  check: (file) =>
    file.household.monitored === null || file.household.clearedMonth === null
      ? []
      : findingsOf('DQ15', [tooEarly(file), belowLine(file), wageless(file), emptyAfter(file)]),
}

function tooEarly({ household, settings }: QualityFile) {
  const { identifiedMonth, clearedMonth } = household
  if (identifiedMonth === null || clearedMonth === null || clearedMonth < settings.clearMinFrom) return null
  const months = monthsBetween(identifiedMonth, clearedMonth)
  if (months >= settings.clearMinMonths) return null
  return {
    mark: 'tooEarly',
    what: `这一户${identifiedMonth}识别、${clearedMonth}消除，只隔${months}个月。`,
    why: `收入持续稳定原则上不少于${settings.clearMinMonths}个月才能标注风险消除。`,
    todo: '请核对两个时间；确属提前消除的，按程序回退。',
  }
}

function belowLine({ household, incomes, line }: QualityFile) {
  const each = incomes.cleared?.perPerson
  if (household.clearWay === 'natural' || line === undefined || each === undefined || each >= line)
    return null
  return {
    mark: 'belowLine',
    what: `这一户风险消除后人均纯收入${yuanText(each)}元，低于监测范围${yuanText(line)}元。`,
    why: '收入稳定超过当年监测范围才能消除风险。',
    todo: '请核对消除后收支；确未达到的，按程序回退。',
  }
}

function wageless({ incomes, measures }: QualityFile) {
  if (
    !measures ||
    !hasMeasure(measures, 'employment', 'post') ||
    incomes.cleared === undefined ||
    incomes.cleared.wage > 0
  )
    return null
  return {
    mark: 'wageless',
    what: '这一户有就业或公益岗位措施，风险消除后工资性收入却是0。',
    why: '措施与收入对不上。',
    todo: '请核对务工和岗位收入后补录。',
  }
}

function emptyAfter({ incomes, safety }: QualityFile) {
  const after = safety.cleared
  const complete = after !== undefined && Object.values(after).every((value) => value !== null)
  if (incomes.cleared !== undefined && complete) return null
  return {
    mark: 'emptyAfter',
    what: `这一户已消除风险，没有填${incomes.cleared === undefined ? '消除后收入支出' : '消除后“三保障”和饮水安全情况'}。`,
    why: '消除后的情况是巩固成果的依据，缺项属于问题数据。',
    todo: '请入户核实后补录。',
  }
}
