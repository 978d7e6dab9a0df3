/** Writes the judged rows of a list of incomes, with an image of every record before. */
import type { Tx } from '@xinlu/kernel/access/server'
import { type Batch, keyTaken, previewStale } from '@xinlu/kernel/exchange'
import { markDirty } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { incomeLedger } from '../../ledger.ts'
import { dateOf } from '../store/months.ts'
import { givenTable, unpackRows } from './given-rows.ts'
import { isTaken } from './is-taken.ts'
import { computeSums, windowOf } from './judge-income.ts'

const sums = sql.raw(
  [
    'wage',
    'business',
    'property',
    'transfer',
    'cost',
    'net',
    'perPerson',
    'insurancePaid',
    'selfPaid',
    'reference',
    'perPersonReference',
    'denominator',
  ]
    .map((key) => `(s.sums ->> '${key}')::bigint`)
    .join(', '),
)
const columns = sql.raw(
  'wage, business, property, transfer, cost, net, per_person, insurance_paid, self_paid, reference, per_person_reference, denominator',
)

/** Writes what was judged `new` and `update`; throws `previewStale` when a record has changed since. */
export async function writeIncome(tx: Tx, batch: Batch): Promise<void> {
  const window = windowOf(batch)
  await unpackRows(tx, batch, incomeLedger, 'exchange.staged', true)
  await computeSums(tx)
  await keepImages(tx, batch)
  const source = `导入：${batch.fileName}`.slice(0, 200)
  await sql`
    update households.income t set (${columns}) = (select ${sums}), source = ${source}, by_account = ${batch.byAccount},
      updated_at = now(), ver = t.ver + 1
    from ${givenTable} g join pg_temp.sums s using (n)
    where g.verdict = 'update' and t.county = g.place / 1000000 and t.id = g.fresh`.execute(tx)
  try {
    await sql`
      insert into households.income (county, id, division, household, moment, window_from, window_to, source, by_account, ${columns})
      select g.place / 1000000, g.fresh, g.place, g.household, 'yearly', ${dateOf(window.from)}::date,
        ${dateOf(window.to)}::date, ${source}, ${batch.byAccount}, ${sums}
      from ${givenTable} g join pg_temp.sums s using (n) where g.verdict = 'new' order by g.n`.execute(tx)
  } catch (error) {
    if (isTaken(error)) throw keyTaken(undefined, { extra: { constraint: error.constraint } })
    throw error
  }
  await writeLines(tx)
  await tell(tx, batch)
}

// The lines stand in the image of their record, because they have no life of their own.
async function keepImages(tx: Tx, batch: Batch): Promise<void> {
  const into = sql`insert into exchange.change
    (county, batch, n, division, target_table, target_county, target, before, after_mark)`
  const { numAffectedRows } = await sql`${into}
    select ${batch.county}, ${batch.id}::uuid, g.n, ${batch.division}, 'households.income', t.county, t.id,
      to_jsonb(t) || jsonb_build_object('lines', coalesce((select jsonb_agg(jsonb_build_object('line', l.line, 'fen', l.fen,
        'note', l.note)) from households.income_line l where l.county = t.county and l.income = t.id), '[]'::jsonb)),
      (t.ver + 1)::text
    from ${givenTable} g join households.income t on t.county = g.place / 1000000 and t.id = g.fresh
    where g.verdict = 'update' and t.ver::text = g.target_mark for update of t`.execute(tx)
  const { rows } = await sql<{ expected: number }>`
    select count(*) as expected from ${givenTable} where verdict = 'update'`.execute(tx)
  const stale = (rows[0]?.expected ?? 0) - Number(numAffectedRows ?? 0)
  if (stale > 0) throw previewStale({ rows: stale })
  await sql`${into}
    select ${batch.county}, ${batch.id}::uuid, n, ${batch.division}, 'households.income', place / 1000000, fresh, null, '1'
    from ${givenTable} where verdict = 'new'`.execute(tx)
}

async function writeLines(tx: Tx): Promise<void> {
  await sql`delete from households.income_line l using ${givenTable} g
    where g.verdict = 'update' and l.county = g.place / 1000000 and l.income = g.fresh`.execute(tx)
  await sql`
    insert into households.income_line (county, division, income, line, fen)
    select g.place / 1000000, g.place, g.fresh, l.line, l.fen
    from ${givenTable} g join pg_temp.sums s using (n), jsonb_to_recordset(s.lines) as l(line text, fen bigint)`.execute(
    tx,
  )
}

async function tell(tx: Tx, batch: Batch): Promise<void> {
  await sql`
    insert into households.event (county, id, division, at_division, household, act, on_day, detail, by_account, by_name)
    select place / 1000000, gen_random_uuid(), place, place, household, 'incomeImported', current_date,
      jsonb_build_object('batch', ${batch.id}::text, 'income', fresh), ${batch.byAccount}, ${batch.byName}
    from ${givenTable}`.execute(tx)
  await markDirty(
    tx,
    'household',
    sql`select place / 1000000 as county, place as division, household as subject from ${givenTable}`,
  )
}
