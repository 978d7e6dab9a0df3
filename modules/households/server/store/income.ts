/** Rows of `households.income` and its lines. */
import type { DivisionCode, Fen, Id } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { IncomeLineCode } from '../../income-lines.ts'
import { type IncomeMoment, type IncomeSums, type IncomeWindow, sumIncome } from '../../income.ts'
import type { Income } from '../../model.ts'
import type { HouseholdRef } from './household.ts'
import { dateOf, monthFrom } from './months.ts'

/** A line as it is written. */
export interface WrittenLine {
  line: IncomeLineCode
  fen: Fen
  note?: string
}

/** Income about to be stored; the sums are computed from the lines. */
export interface IncomeRecord {
  id: string
  ref: HouseholdRef
  division: DivisionCode
  moment: IncomeMoment
  window: IncomeWindow
  denominator: number
  lines: readonly WrittenLine[]
  source: string
  by: string
}

/** Lists the income of a household with its lines, the latest window first. */
export async function listIncomes(tx: Tx, { county, household }: HouseholdRef): Promise<Income[]> {
  const [rows, lines] = await Promise.all([
    tx
      .selectFrom('households.income')
      .selectAll()
      .where('county', '=', county)
      .where('household', '=', household)
      .orderBy('windowTo', 'desc')
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('households.income as i')
      .innerJoin('households.incomeLine as l', (on) =>
        on.onRef('l.county', '=', 'i.county').onRef('l.income', '=', 'i.id'),
      )
      .select(['l.income', 'l.line', 'l.fen'])
      .where('i.county', '=', county)
      .where('i.household', '=', household)
      .orderBy('l.line')
      .execute(),
  ])
  return rows.map((row) => ({
    ...(row as unknown as IncomeSums),
    id: row.id as Id<'income'>,
    moment: row.moment as IncomeMoment,
    window: { from: monthFrom(row.windowFrom), to: monthFrom(row.windowTo) },
    lines: lines.filter((line) => line.income === row.id).map(({ line, fen }) => ({ line, fen: fen as Fen })),
    source: row.source,
    ver: row.ver,
  }))
}

/** Answers the income record of a moment and window, kept from changes until the end. */
export async function lockIncome(
  tx: Tx,
  { county, household }: HouseholdRef,
  moment: IncomeMoment,
  window: IncomeWindow,
) {
  return tx
    .selectFrom('households.income')
    .select(['id', 'ver', 'net', 'perPerson', 'denominator', 'source', 'updatedAt'])
    .where('county', '=', county)
    .where('household', '=', household)
    .where('moment', '=', moment)
    .where('windowFrom', '=', dateOf(window.from))
    .forUpdate()
    .executeTakeFirst()
}

/** Stores income with its lines and sums in place of the record with the same id; answers version and sums. */
export async function putIncome(tx: Tx, record: IncomeRecord): Promise<{ ver: number; sums: IncomeSums }> {
  const { county, household } = record.ref
  const sums = sumIncome(amountsOf(record.lines), record.denominator)
  const common = { ...sums, source: record.source, byAccount: record.by, windowTo: dateOf(record.window.to) }
  const { ver } = await tx
    .insertInto('households.income')
    .values({
      ...common,
      county,
      id: record.id,
      division: record.division,
      household,
      moment: record.moment,
      windowFrom: dateOf(record.window.from),
    })
    .onConflict((conflict) =>
      conflict.columns(['county', 'id']).doUpdateSet((column) => ({
        ...common,
        updatedAt: new Date(),
        ver: column('households.income.ver', '+', 1),
      })),
    )
    .returning('ver')
    .executeTakeFirstOrThrow()
  await tx
    .deleteFrom('households.incomeLine')
    .where('county', '=', county)
    .where('income', '=', record.id)
    .execute()
  if (record.lines.length > 0) {
    await tx
      .insertInto('households.incomeLine')
      .values(
        record.lines.map(({ line, fen, note }) => ({
          county,
          division: record.division,
          income: record.id,
          line,
          fen,
          note: note ?? null,
        })),
      )
      .execute()
  }
  return { ver, sums }
}

/** Answers the amounts by line; a line given twice is summed. */
export function amountsOf(
  lines: readonly { line: string; fen: Fen }[],
): Partial<Record<IncomeLineCode, Fen>> {
  const amounts: Partial<Record<string, number>> = {}
  for (const { line, fen } of lines) amounts[line] = (amounts[line] ?? 0) + fen
  return amounts as Partial<Record<IncomeLineCode, Fen>>
}
