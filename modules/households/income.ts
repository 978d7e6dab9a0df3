/** The income formula: sums by block, net income, and the reference after compensation and 合规自付支出. */
import { type Fen, type Month, addMonthsTo, fen, month, yuanText } from '@xinlu/kernel/basis'
import { type IncomeBlock, type IncomeLineCode, incomeForm2023 } from './income-lines.ts'

/** When amounts were taken: at identification, after clearing, or for the yearly collection. */
export const incomeMoments = { identified: '识别时', cleared: '风险消除后', yearly: '年度采集' } as const
export type IncomeMoment = keyof typeof incomeMoments

/** The amounts written down, in 分 by line. */
export type IncomeAmounts = Partial<Record<IncomeLineCode, Fen>>

/** What the formula answers, in 分; `denominator` is the number of people the amounts were divided by. */
export interface IncomeSums {
  wage: Fen
  business: Fen
  property: Fen
  transfer: Fen
  /** Production costs less the subsidies meant to lower them. */
  cost: Fen
  net: Fen
  perPerson: Fen
  insurancePaid: Fen
  selfPaid: Fen
  /** 收入参考范围: net income plus compensation less 合规自付支出. */
  reference: Fen
  perPersonReference: Fen
  denominator: number
}

/** A span of whole months, first and last included. */
export interface IncomeWindow {
  from: Month
  to: Month
}

/**
 * Computes the sums. Lines that do not count are left out. Amounts per person are rounded to the nearest 分.
 * A denominator below one is a bug and throws.
 */
export function sumIncome(amounts: IncomeAmounts, denominator: number): IncomeSums {
  if (!Number.isInteger(denominator) || denominator < 1)
    throw new RangeError(`Not a number of people: ${denominator}`)
  const block = (wanted: IncomeBlock) => blockSum(amounts, wanted)
  const [wage, business, property, transfer] = [
    block('wage'),
    block('business'),
    block('property'),
    block('transfer'),
  ]
  const cost = fen(block('cost') - block('subsidy'))
  const net = fen(wage + business + property + transfer - cost)
  const [insurancePaid, selfPaid] = [block('insurancePaid'), block('selfPaid')]
  const reference = fen(net + insurancePaid - selfPaid)
  const each = (amount: Fen) => fen(Math.round(amount / denominator))
  return {
    wage,
    business,
    property,
    transfer,
    cost,
    net,
    perPerson: each(net),
    insurancePaid,
    selfPaid,
    reference,
    perPersonReference: each(reference),
    denominator,
  }
}

/**
 * Answers the twelve months before the month of identification (or of clearing): 识别月份的上月末往前推12个月.
 * @example identificationWindow(month('2023-05')) // 2022-05 … 2023-04
 */
export function identificationWindow(of: Month): IncomeWindow {
  return { from: addMonthsTo(of, -12), to: addMonthsTo(of, -1) }
}

/**
 * Answers the yearly collection window, 上年10月 to 当年9月; never the same thing as the identification window.
 * @example yearlyWindow(2023) // 2022-10 … 2023-09
 */
export function yearlyWindow(year: number): IncomeWindow {
  return { from: month(`${year - 1}-10`), to: month(`${year}-09`) }
}

/** Answers the formula with its numbers, in sentences a household can check line by line. */
export function incomeStatement(amounts: IncomeAmounts, denominator: number, window: IncomeWindow): string[] {
  const sums = sumIncome(amounts, denominator)
  const yuan = (amount: Fen) => `${yuanText(amount)}元`
  return [
    `计算区间：${monthText(window.from)}至${monthText(window.to)}，共计算${denominator}人。`,
    ...blockTitles.map(([block, title, sum]) => `${title}${yuan(sums[sum])}${parts(amounts, block)}。`),
    `家庭纯收入 = 工资性${yuan(sums.wage)} + 生产经营性${yuan(sums.business)} + 财产性${yuan(sums.property)} + 转移性${yuan(sums.transfer)} − 生产经营性支出${yuan(sums.cost)} = ${yuan(sums.net)}。`,
    `家庭人均纯收入 = ${yuan(sums.net)} ÷ ${denominator}人 = ${yuan(sums.perPerson)}。`,
    `收入参考范围 = 家庭纯收入${yuan(sums.net)} + 理赔收入${yuan(sums.insurancePaid)} − 合规自付支出${yuan(sums.selfPaid)} = ${yuan(sums.reference)}。`,
    `人均收入参考范围 = ${yuan(sums.reference)} ÷ ${denominator}人 = ${yuan(sums.perPersonReference)}。`,
    ...uncounted(amounts).map(({ label, amount, why }) => `${label}${yuan(amount)}未计入：${why}`),
  ]
}

const blockTitles = [
  ['wage', '工资性收入', 'wage'],
  ['business', '生产经营性收入', 'business'],
  ['property', '财产性收入', 'property'],
  ['transfer', '转移性收入', 'transfer'],
  ['cost', '生产经营性支出（已减补贴）', 'cost'],
] as const

function written(amounts: IncomeAmounts) {
  return Object.entries(amounts).map(([code, amount]) => ({
    line: incomeForm2023.lines[code as IncomeLineCode],
    amount,
  }))
}

function blockSum(amounts: IncomeAmounts, block: IncomeBlock): Fen {
  const counted = written(amounts).filter(({ line }) => line.block === block && line.why === undefined)
  return fen(counted.reduce((sum, { amount }) => sum + amount, 0))
}

function parts(amounts: IncomeAmounts, block: IncomeBlock): string {
  const blocks: IncomeBlock[] = block === 'cost' ? ['cost', 'subsidy'] : [block]
  const shown = written(amounts)
    .filter(({ line, amount }) => blocks.includes(line.block) && line.why === undefined && amount !== 0)
    .map(({ line, amount }) => `${line.block === 'subsidy' ? '减：' : ''}${line.label}${yuanText(amount)}`)
  return shown.length > 0 ? `（${shown.join('，')}）` : ''
}

function uncounted(amounts: IncomeAmounts) {
  return written(amounts).flatMap(({ line, amount }) =>
    line.why === undefined || amount === 0 ? [] : [{ label: line.label, amount, why: line.why }],
  )
}

function monthText(of: Month): string {
  return `${of.slice(0, 4)}年${Number(of.slice(5))}月`
}
