/** Writes the judged rows of a list of people: households, people, memberships, with an image of everything before. */
import type { Tx } from '@xinlu/kernel/access/server'
import { type Batch, keyTaken, previewStale } from '@xinlu/kernel/exchange'
import { markDirty } from '@xinlu/kernel/rules/server'
import { type RawBuilder, sql } from 'kysely'
import { personLedger } from '../../ledger.ts'
import { initialsOfName } from '../name-pinyin.ts'
import { isTaken } from './is-taken.ts'
import { givenTable, speakersOf, unpackRows } from './given-rows.ts'
import { type ImportedField, householdFields, personFields } from './person-fields.ts'

/**
 * Writes what was judged `new` and `update` in the caller's transaction. Throws `previewStale` when a person or a
 * household has changed since, and `keyTaken` when a number is held by somebody out of sight.
 */
export async function writePeople(tx: Tx, batch: Batch): Promise<void> {
  await unpackRows(tx, batch, personLedger, 'exchange.staged', true)
  await prepare(tx, batch)
  await mustBeFresh(tx)
  await keepImages(tx, batch)
  try {
    await writeHouseholds(tx, batch)
    await writePersons(tx, batch)
  } catch (error) {
    if (isTaken(error)) throw keyTaken(undefined, { extra: { constraint: error.constraint } })
    throw error
  }
  await writeMembers(tx, batch)
  await refreshHouseholds(tx)
  await keepMade(tx, batch)
  await tell(tx, batch)
}

/** One row per household that is touched: `speaker` is the row that speaks for it. */
const touched = sql.raw('pg_temp.touched')

async function prepare(tx: Tx, batch: Batch): Promise<void> {
  await sql`drop table if exists ${touched}, pg_temp.initials`.execute(tx)
  await sql`
    create temp table touched on commit drop as
    select t.county, t.household, t.division, o.speaker, h.id is not null as there
    from (select distinct place / 1000000 as county, household, place as division from ${givenTable}) t
    join (${speakersOf(batch, 'exchange.staged')}) o using (county, household)
    left join households.household h on h.county = t.county and h.id = t.household`.execute(tx)
  await sql`create temp table initials (name text primary key, letters text) on commit drop`.execute(tx)
  const { rows } = await sql<{ name: string }>`select distinct name from ${givenTable}`.execute(tx)
  const letters = rows.map(({ name }) => ({ name, letters: initialsOfName(name) }))
  await sql`insert into pg_temp.initials
    select * from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as r(name text, letters text)`.execute(
    tx,
  )
}

async function mustBeFresh(tx: Tx): Promise<void> {
  const { rows } = await sql<{ stale: number }>`
    with people as (
      select p.county, p.id, p.ver from households.person p
      join ${givenTable} g on p.county = g.place / 1000000 and p.id = g.fresh where g.verdict = 'update' for update of p
    ), homes as (
      select h.county, h.id, h.ver, h.division, h.state from households.household h
      join ${touched} t on h.county = t.county and h.id = t.household for update of h
    )
    select count(*) as stale from ${givenTable} g
    left join people p on p.county = g.place / 1000000 and p.id = g.fresh
    left join homes h on h.county = g.place / 1000000 and h.id = g.household
    where coalesce(p.ver, 0)::text || '/' || coalesce(h.ver, 0)::text <> g.target_mark
      or (h.id is not null and (h.state <> 'living' or h.division <> g.place))`.execute(tx)
  const stale = rows[0]?.stale ?? 0
  if (stale > 0) throw previewStale({ rows: stale })
}

// `change` has one row per staged row and table, so a household's image hangs on the row that speaks for it.
async function keepImages(tx: Tx, batch: Batch): Promise<void> {
  const into = sql`insert into exchange.change
    (county, batch, n, division, target_table, target_county, target, before, after_mark)`
  const of = sql`${batch.county}, ${batch.id}::uuid`
  await sql`${into}
    select ${of}, t.speaker, ${batch.division}, 'households.household', t.county, h.id, to_jsonb(h), (h.ver + 1)::text
    from ${touched} t join households.household h on h.county = t.county and h.id = t.household`.execute(tx)
  await sql`${into}
    select ${of}, g.n, ${batch.division}, 'households.person', p.county, p.id, to_jsonb(p), (p.ver + 1)::text
    from ${givenTable} g join households.person p on p.county = g.place / 1000000 and p.id = g.fresh
    where g.verdict = 'update'`.execute(tx)
  await sql`${into}
    select ${of}, g.n, ${batch.division}, 'households.member', m.county, m.id, to_jsonb(m), g.relation
    from ${givenTable} g join households.member m
      on m.county = g.place / 1000000 and m.person = g.fresh and m.to_on is null and m.relation <> g.relation
    where g.verdict = 'update'`.execute(tx)
}

async function writeHouseholds(tx: Tx, batch: Batch): Promise<void> {
  const fields = householdFields(batch)
  await sql`
    insert into households.household as made (county, id, division, source, noted_by, noted_at, kind, ver, ${columns(without(fields, 'kind'))})
    select t.county, t.household, t.division, ${sourceOf(batch)}, ${batch.byAccount}, now(),
      coalesce(${fields.some(({ column }) => column === 'kind') ? sql`g.kind` : sql`null`}, 'formerPoor'), 0, ${fresh(without(fields, 'kind'))}
    from ${touched} t join ${givenTable} g on g.n = t.speaker
    left join households.household h on false
    where not t.there`.execute(tx)
  if (fields.length === 0) return
  await sql`
    update households.household t set ${sets(fields)}
    from ${touched} o join ${givenTable} g on g.n = o.speaker
    join households.household h on h.county = o.county and h.id = o.household
    where o.there and t.county = o.county and t.id = o.household`.execute(tx)
}

async function writePersons(tx: Tx, batch: Batch): Promise<void> {
  const fields = personFields(batch)
  // Sex and birth come out of the number also where the file has no column for them.
  const first = without(fields, 'sex', 'born')
  await sql`
    insert into households.person (county, id, division, household, name, name_key, pinyin_initials, id_kind, id_sealed,
      id_index, sex, born, source, by_account, ${columns(first)})
    select g.place / 1000000, g.fresh, g.place, g.household, g.name, g.name_key, i.letters, 'citizen', g.id_number,
      g.id_number_index, g.sex, g.born, ${sourceOf(batch)}, ${batch.byAccount}, ${fresh(first)}
    from ${givenTable} g join pg_temp.initials i on i.name = g.name
    left join households.person p on false
    where g.verdict = 'new' order by g.n`.execute(tx)
  await sql`
    update households.person t set ${sets(fields)}, updated_at = now(), ver = t.ver + 1
    from ${givenTable} g join households.person p on p.county = g.place / 1000000 and p.id = g.fresh
    where g.verdict = 'update' and t.county = p.county and t.id = p.id`.execute(tx)
}

async function writeMembers(tx: Tx, batch: Batch): Promise<void> {
  await sql`
    update households.member m set relation = g.relation
    from ${givenTable} g
    where g.verdict = 'update' and m.county = g.place / 1000000 and m.person = g.fresh and m.to_on is null
      and m.relation <> g.relation`.execute(tx)
  await sql`
    insert into households.member (county, id, division, household, person, relation, from_on, in_reason, by_account)
    select g.place / 1000000, gen_random_uuid(), g.place, g.household, g.fresh, g.relation,
      coalesce((g.joined_month || '-01')::date, g.data_day, current_date),
      case when t.there then 'supplement' else 'firstEntry' end, ${batch.byAccount}
    from ${givenTable} g join ${touched} t on t.county = g.place / 1000000 and t.household = g.household
    where g.verdict = 'new'`.execute(tx)
}

async function refreshHouseholds(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.mirror`.execute(tx)
  // One look-up by index for each household: rows just written have no statistics, and a join over them once took a
  // thousand times as long.
  await sql`
    create temp table mirror on commit drop as
    select t.county, t.household, m.* from ${touched} t cross join lateral (
      select count(*)::int as size, (array_agg(id) filter (where relation = 'head'))[1] as head,
        max(name) filter (where relation = 'head') as head_name, max(name_key) filter (where relation = 'head') as head_key,
        max(pinyin_initials) filter (where relation = 'head') as pinyin
      from households.person p where p.county = t.county and p.household = t.household
    ) m`.execute(tx)
  await sql`create index on pg_temp.mirror (county, household)`.execute(tx)
  await sql`analyze pg_temp.mirror`.execute(tx)
  await sql`
    update households.household h
    set size = m.size, head = m.head, head_name = coalesce(m.head_name, h.head_name),
      head_key = coalesce(m.head_key, h.head_key), pinyin = coalesce(m.pinyin, h.pinyin), updated_at = now(), ver = h.ver + 1
    from pg_temp.mirror m where h.county = m.county and h.id = m.household`.execute(tx)
}

async function keepMade(tx: Tx, batch: Batch): Promise<void> {
  const into = sql`insert into exchange.change
    (county, batch, n, division, target_table, target_county, target, before, after_mark)`
  const of = sql`${batch.county}, ${batch.id}::uuid`
  await sql`${into}
    select ${of}, speaker, ${batch.division}, 'households.household', county, household, null, '1'
    from ${touched} where not there`.execute(tx)
  await sql`${into}
    select ${of}, n, ${batch.division}, 'households.person', place / 1000000, fresh, null, '1'
    from ${givenTable} where verdict = 'new'`.execute(tx)
  await sql`${into}
    select ${of}, g.n, ${batch.division}, 'households.member', m.county, m.id, null, m.relation
    from ${givenTable} g join households.member m on m.county = g.place / 1000000 and m.person = g.fresh and m.to_on is null
    where g.verdict = 'new'`.execute(tx)
}

async function tell(tx: Tx, batch: Batch): Promise<void> {
  await sql`
    insert into households.event (county, id, division, at_division, household, act, on_day, detail, by_account, by_name)
    select county, gen_random_uuid(), division, division, household, 'imported', current_date,
      jsonb_build_object('batch', ${batch.id}::text, 'made', not there), ${batch.byAccount}, ${batch.byName}
    from ${touched}`.execute(tx)
  await markDirty(tx, 'household', sql`select county, division, household as subject from ${touched}`)
}

function sourceOf(batch: Batch): string {
  return `导入：${batch.fileName}`.slice(0, 200)
}

function without(fields: readonly ImportedField[], ...names: string[]): ImportedField[] {
  return fields.filter(({ column }) => !names.includes(column))
}

function columns(fields: readonly ImportedField[]): RawBuilder<unknown> {
  return sql.join(fields.map(({ column }) => sql.ref(column)))
}

// The stored row that a kept value falls back to is an outer join that never meets, hence null.
function fresh(fields: readonly ImportedField[]): RawBuilder<unknown> {
  return sql.join(fields.map(({ value }) => value))
}

function sets(fields: readonly ImportedField[]): RawBuilder<unknown> {
  return sql.join(fields.map(({ column, value }) => sql`${sql.ref(column)} = ${value}`))
}
