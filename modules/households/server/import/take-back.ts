/** Takes a committed list of people, or of incomes, back out of the register. */
import type { Tx } from '@xinlu/kernel/access/server'
import { type Batch, changedSince } from '@xinlu/kernel/exchange'
import { markDirty } from '@xinlu/kernel/rules/server'
import { type RawBuilder, sql } from 'kysely'

/** One table of the module as an import changes it: what tells that nobody has touched the row since. */
interface Table {
  name: 'household' | 'person' | 'member' | 'income'
  mark: RawBuilder<string>
  /** Whether restoring raises the version. */
  versioned: boolean
}

const byVersion = sql<string>`t.ver::text`
const household: Table = { name: 'household', mark: byVersion, versioned: true }
const person: Table = { name: 'person', mark: byVersion, versioned: true }
const income: Table = { name: 'income', mark: byVersion, versioned: true }
const member: Table = {
  name: 'member',
  mark: sql<string>`t.relation || coalesce(t.to_on::text, '')`,
  versioned: false,
}

/** Undoes a list of people; throws `changedSince` when somebody worked on any of its rows. */
export async function takeBackPeople(tx: Tx, batch: Batch): Promise<void> {
  for (const table of [household, person, member]) await mustBeUntouched(tx, batch, table)
  await markTouched(tx, batch, household)
  await sql`update households.household h set head = null from exchange.change c
    where ${mine(batch, household)} and h.county = c.target_county and h.id = c.target`.execute(tx)
  await removeMade(tx, batch, member)
  await restore(tx, batch, member)
  await removeMade(tx, batch, person)
  await restore(tx, batch, person)
  await removeMarks(tx, batch)
  await removeMade(tx, batch, household)
  await restore(tx, batch, household)
}

/** Undoes a list of incomes; throws `changedSince` when somebody worked on any of its rows. */
export async function takeBackIncome(tx: Tx, batch: Batch): Promise<void> {
  await mustBeUntouched(tx, batch, income)
  await markDirty(
    tx,
    'household',
    sql`select t.county, t.division, t.household as subject from exchange.change c
      join households.income t on t.county = c.target_county and t.id = c.target where ${mine(batch, income)}`,
  )
  await removeMade(tx, batch, income)
  await sql`delete from households.income_line l using exchange.change c
    where ${mine(batch, income)} and c.before is not null and l.county = c.target_county and l.income = c.target`.execute(
    tx,
  )
  await sql`
    insert into households.income_line (county, division, income, line, fen, note)
    select c.target_county, (c.before ->> 'division')::bigint, c.target, l ->> 'line', (l ->> 'fen')::bigint, l ->> 'note'
    from exchange.change c, jsonb_array_elements(c.before -> 'lines') l
    where ${mine(batch, income)} and c.before is not null`.execute(tx)
  await restore(tx, batch, income)
}

function mine(batch: Batch, { name }: Table): RawBuilder<boolean> {
  return sql<boolean>`c.county = ${batch.county} and c.batch = ${batch.id} and c.target_table = ${`households.${name}`}`
}

async function mustBeUntouched(tx: Tx, batch: Batch, table: Table): Promise<void> {
  const { rows } = await sql<{ lost: number }>`
    select count(*) as lost from exchange.change c
    where ${mine(batch, table)} and not exists (
      select from ${sql.table(`households.${table.name}`)} t
      where t.county = c.target_county and t.id = c.target and ${table.mark} = c.after_mark
      for update)`.execute(tx)
  const lost = rows[0]?.lost ?? 0
  if (lost > 0) throw changedSince({ rows: lost })
}

async function markTouched(tx: Tx, batch: Batch, table: Table): Promise<void> {
  await markDirty(
    tx,
    'household',
    sql`select t.county, t.division, t.id as subject from exchange.change c
      join ${sql.table(`households.${table.name}`)} t on t.county = c.target_county and t.id = c.target
      where ${mine(batch, table)}`,
  )
}

async function removeMade(tx: Tx, batch: Batch, table: Table): Promise<void> {
  await sql`delete from ${sql.table(`households.${table.name}`)} t using exchange.change c
    where ${mine(batch, table)} and c.before is null and t.county = c.target_county and t.id = c.target`.execute(
    tx,
  )
}

// A household that will be gone needs no features any more.
async function removeMarks(tx: Tx, batch: Batch): Promise<void> {
  await sql`delete from rules.dirty d using exchange.change c
    where ${mine(batch, household)} and c.before is null and d.county = c.target_county and d.subject = c.target`.execute(
    tx,
  )
}

async function restore(tx: Tx, batch: Batch, table: Table): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${`households.${table.name}`}::regclass and attnum > 0 and not attisdropped
      and attname not in ('county', 'id', 'ver')
    order by attnum`.execute(tx)
  const sets = rows.map(({ name }) => sql`${sql.ref(name)} = b.${sql.ref(name)}`)
  await sql`
    update ${sql.table(`households.${table.name}`)} t set ${sql.join(sets)}${table.versioned ? sql`, ver = t.ver + 1` : sql``}
    from exchange.change c, jsonb_populate_record(null::${sql.table(`households.${table.name}`)}, c.before) b
    where ${mine(batch, table)} and c.before is not null and t.county = c.target_county and t.id = c.target`.execute(
    tx,
  )
}
