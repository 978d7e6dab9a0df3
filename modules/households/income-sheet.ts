/** Turns one row of the national income export, which has totals and some of their parts, into lines of the form. */
import { type Fen, fen } from '@xinlu/kernel/basis'
import type { RowOf } from '@xinlu/kernel/ledgers'
import { type IncomeAmounts, type IncomeSums, sumIncome } from './income.ts'
import type { incomeLedger } from './ledger.ts'

type SheetRow = Pick<
  RowOf<typeof incomeLedger>,
  | 'wage'
  | 'posts'
  | 'otherWage'
  | 'business'
  | 'property'
  | 'assetDividend'
  | 'otherProperty'
  | 'transfer'
  | 'familyPlanning'
  | 'lowIncome'
  | 'destitute'
  | 'pension'
  | 'ecology'
  | 'industryReward'
  | 'workReward'
  | 'otherTransfer'
  | 'cost'
  | 'costTotal'
  | 'costSubsidy'
  | 'net'
  | 'sizeNow'
  | 'sizeOfYear'
>

/** What a row says, in the lines of our form; `differs` is the stated net income less the computed one. */
export interface ReadIncome {
  amounts: IncomeAmounts
  sums: IncomeSums
  differs: Fen | null
}

/**
 * Answers the lines of a row. A total counts as it stands; what its parts leave goes into the line for the rest.
 * Where the rewards are already inside 其他转移性收入 they are not counted twice. The denominator is the year's size.
 */
export function readIncome(row: SheetRow): ReadIncome {
  const amounts: Record<string, number> = {}
  const put = (line: string, amount: number | null) => {
    if (amount !== null && amount > 0) amounts[line] = amount
  }
  const posts = row.posts ?? 0
  put('a8', posts)
  put('a9', rest(row.wage, [posts], row.otherWage))
  put('b9', row.business)
  put('c1', row.assetDividend)
  put('c5', rest(row.property, [row.assetDividend], row.otherProperty))
  put('d1', row.familyPlanning)
  put('d2', row.lowIncome)
  put('d3', row.destitute)
  put('d4', row.pension)
  put('d5', row.ecology)
  put('d6p', row.industryReward)
  put('d6q', row.workReward)
  const named = [
    row.familyPlanning,
    row.lowIncome,
    row.destitute,
    row.pension,
    row.ecology,
    row.industryReward,
    row.workReward,
  ]
  put('d6z', rest(row.transfer, named, row.otherTransfer))
  // 合计 and its subsidy belong together; the other column is net of it already.
  put('e9', row.costTotal ?? row.cost)
  if (row.costTotal !== null) put('subsidy', row.costSubsidy)
  const sums = sumIncome(amounts as IncomeAmounts, row.sizeOfYear ?? row.sizeNow ?? 1)
  return {
    amounts: amounts as IncomeAmounts,
    sums,
    differs: row.net === null ? null : fen(row.net - sums.net),
  }
}

function rest(total: number | null, parts: readonly (number | null)[], stated: number | null): number {
  const sum = parts.reduce((all: number, part) => all + (part ?? 0), 0)
  return total === null ? (stated ?? 0) : Math.max(0, total - sum)
}
