/** Writes the resolved rows of a batch into their table. */
import { sql } from 'kysely'
import type { Tx } from '../../../access/server/index.ts'
import { sqlNameOf } from '../../../ledgers/index.ts'
import type { Batch } from '../../batch.ts'
import { keyTaken, previewStale } from '../../problems.ts'
import { periodDay } from './period-day.ts'
import { listOf, recordOf, rowMark, sealedNames, setsOf, typedColumns } from './table-sql.ts'
import type { TableShape } from './table-shape.ts'

/** Updates changed rows, inserts new ones, queues the doubtful ones; throws `previewStale` when a record has changed. */
export async function commitTable(tx: Tx, batch: Batch, shape: TableShape): Promise<void> {
  await updateRows(tx, batch, shape)
  await insertRows(tx, batch, shape)
  if (shape.queue !== undefined) await queueRows(tx, batch, shape, shape.queue)
}

async function updateRows(tx: Tx, batch: Batch, shape: TableShape): Promise<void> {
  const { table, version } = shape
  const mark = rowMark(shape)
  const after = version === 'ver' ? sql`(t.ver + 1)::text` : sql`${batch.id}::text`
  const columns = typedColumns(shape.ledger)
  // A table of our own has an index and can be measured; joined as they lie, new rows are joined one by one.
  await sql`drop table if exists pg_temp.changing`.execute(tx)
  await sql`
    create temp table changing on commit drop as
    select s.n, s.division as at_division, s.place / 1000000 as at_county, s.target, s.target_mark,
      s.person as at_person, s.household as at_household, r.*
    from exchange.staged s, jsonb_to_record(s.values) as r(${recordOf(columns)})
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.verdict = 'update'`.execute(tx)
  await sql`create index on pg_temp.changing (at_county, target)`.execute(tx)
  await sql`analyze pg_temp.changing`.execute(tx)
  const kept = await sql`
    insert into exchange.change (county, batch, n, division, target_table, target_county, target, before, after_mark)
    select ${batch.county}, ${batch.id}, c.n, c.at_division, ${table}, t.county, t.id, to_jsonb(t), ${after}
    from pg_temp.changing c join ${sql.table(table)} t on t.county = c.at_county and t.id = c.target
    where ${mark} = c.target_mark
    for update of t`.execute(tx)
  const { rows } = await sql<{ expected: number }>`select count(*) as expected from pg_temp.changing`.execute(
    tx,
  )
  const stale = (rows[0]?.expected ?? 0) - Number(kept.numAffectedRows ?? 0)
  if (stale > 0) throw previewStale({ rows: stale })
  if (kept.numAffectedRows === 0n) return
  const names = columns.map(({ name }) => name).filter((name) => isGiven(shape, batch, name))
  await sql`
    update ${sql.table(table)} t set ${setsOf(names, 'c')}${names.length > 0 ? sql`, ` : sql``}
      ${shape.own.includes('person') ? sql`person = c.at_person, household = c.at_household,` : sql``}
      ${shape.own.includes('period') ? sql`period = ${periodDay(batch)},` : sql``}
      ${version === 'ver' ? sql`ver = t.ver + 1,` : sql``} batch = ${batch.id}
    from pg_temp.changing c
    where t.county = c.at_county and t.id = c.target`.execute(tx)
}

// The staged rows themselves say which records are new, for as long as the batch can be taken back.
async function insertRows(tx: Tx, batch: Batch, shape: TableShape): Promise<void> {
  const { table } = shape
  const columns = typedColumns(shape.ledger)
  const names = columns.map(({ name }) => name).filter((name) => name !== 'division')
  try {
    await sql`
      insert into ${sql.table(table)} (county, id, division, batch
        ${shape.own.length > 0 ? sql`, ${listOf(shape.own)}` : sql``}${names.length > 0 ? sql`, ${listOf(names)}` : sql``})
      select s.place / 1000000, s.target, s.place, s.batch
        ${shape.own.includes('person') ? sql`, s.person, s.household` : sql``}
        ${shape.own.includes('period') ? sql`, ${periodDay(batch)}` : sql``}
        ${names.length > 0 ? sql`, ${listOf(names, 'r')}` : sql``}
      from exchange.staged s, jsonb_to_record(s.values) as r(${recordOf(columns)})
      where s.county = ${batch.county} and s.batch = ${batch.id} and s.verdict = 'new'
      order by s.n`.execute(tx)
  } catch (error) {
    // Either another import was quicker, or the record lies where this actor cannot see it.
    if (isKeyTaken(error)) throw keyTaken()
    throw error
  }
}

async function queueRows(tx: Tx, batch: Batch, { ledger, people }: TableShape, queue: string): Promise<void> {
  const person = Object.entries(ledger.columns).find(([, column]) => column.kind === 'person')
  const sealed = person ? sqlNameOf(...person) : ''
  const hidden = sealedNames(ledger)
    .filter((name) => name === sealed)
    .concat(`${sealed}_index`)
  const nameKey = people?.nameColumn
  const name = nameKey === undefined ? '' : sqlNameOf(nameKey, ledger.columns[nameKey]!)
  await sql`
    insert into ${sql.table(queue)} (county, id, division, ledger, batch, n, period, why, id_index, id_sealed, name,
      given, found)
    select s.county, s.target, s.division, ${ledger.name}, s.batch, s.n, ${periodDay(batch)}, s.verdict,
      s.person_index, (s.values ->> ${sealed})::bytea, s.values ->> ${name}, s.values - ${hidden}::text[],
      case when s.person is null then '[]'::jsonb
        else jsonb_build_array(jsonb_build_object('person', s.person, 'household', s.household)) end
    from (
      select distinct on (person_index, told) * from (
        select *, values - ${hidden.concat(sealedNames(ledger))}::text[] as told
        from exchange.staged
        where county = ${batch.county} and batch = ${batch.id} and verdict in ('unmatched', 'contradicting')
      ) doubtful order by person_index, told, n
    ) s
    where not exists (
      select from ${sql.table(queue)} w
      where w.county = s.county and w.ledger = ${ledger.name} and w.id_index = s.person_index
        and w.given - ${sealedNames(ledger)}::text[] = s.told
    )`.execute(tx)
}

/** Whether the file's header holds the column that lies under this SQL name, and it is not the place or the key. */
function isGiven({ ledger, payload }: TableShape, { header }: Batch, name: string): boolean {
  const key = typedColumns(ledger).find((column) => column.name === name)?.key
  return payload.includes(name) && header?.some((cell) => cell.key === key) === true
}

function isKeyTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
