/** Unpacks the staged rows of a batch into a temporary table with one typed column for each column of the ledger. */
import type { Tx } from '@xinlu/kernel/access/server'
import type { Batch } from '@xinlu/kernel/exchange'
import type { ImportTarget } from '@xinlu/kernel/exchange/server'
import { type Ledger, sqlNameOf } from '@xinlu/kernel/ledgers'
import { type RawBuilder, sql } from 'kysely'

/** Where the rows lie while they are judged, and afterwards. */
export type StagedIn = Parameters<ImportTarget['resolve']>[2]

/** The temporary table: `n`, `fresh` (the id a new record will have), `name_key`, and the ledger's columns. */
export const givenTable = sql.raw('pg_temp.given')

/**
 * Fills the table with the rows that have no errors of their own; with `settled`, only those that are to be written,
 * and with the record, household and place found for each. It ends with the transaction.
 */
export async function unpackRows(
  tx: Tx,
  batch: Batch,
  ledger: Ledger,
  rows: StagedIn,
  settled = false,
): Promise<void> {
  const columns = Object.entries(ledger.columns).flatMap(([key, column]) => {
    const name = sqlNameOf(key, column)
    const own = sql`${sql.ref(name)} ${sql.raw(column.sqlType)}`
    return column.sealed ? [own, sql`${sql.ref(`${name}_index`)} bytea`] : [own]
  })
  await sql`drop table if exists ${givenTable}`.execute(tx)
  await sql`
    create temp table given on commit drop as
    select s.n, s.target as fresh, s.name_key, s.verdict, s.target_mark, s.place, s.household, r.*
    from ${sql.table(rows)} s, jsonb_to_record(s.values) as r(${sql.join(columns)})
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.values is not null
      ${settled ? sql`and s.verdict in ('new', 'update')` : sql``}`.execute(tx)
  await sql`analyze ${givenTable}`.execute(tx)
}

/** The keys of the ledger that the file's header holds: only those speak about the record. */
export function keysGiven(batch: Batch): Set<string> {
  return new Set(batch.header?.flatMap((cell) => (cell.key === null ? [] : [cell.key])))
}

/** A village's, township's or county's name without its ending, so that 上柳村村委会 and 上柳村 are one. */
export function plainPlace(name: RawBuilder<unknown>): RawBuilder<string> {
  const stem = sql`regexp_replace(${name}, '(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$', '')`
  return sql<string>`regexp_replace(${stem}, '(.)(街道办事处|街道|社区|村|镇|乡|县|市|区)$', '\\1')`
}

/** Finds the village of each row by the three names (or by a code in the last); `found` counts the villages that fit. */
export async function findPlaces(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.given_place`.execute(tx)
  await sql`
    create temp table given_place on commit drop as
    with named as (select distinct county_name, township_name, village_name from ${givenTable}),
    village as (
      select v.code, v.name, ${plainPlace(sql`v.name`)} as v, ${plainPlace(sql`t.name`)} as t, ${plainPlace(sql`c.name`)} as c
      from divisions.division v
      join divisions.division t on t.code = v.parent
      join divisions.division c on c.code = t.parent
      where v.level = 'village' and v.valid_to is null
    ),
    fit as (
      select n.*, v.code, v.name = n.village_name as exact
      from named n join village v on v.code::text = n.village_name
        or (v.v = ${plainPlace(sql`n.village_name`)} and v.t = ${plainPlace(sql`n.township_name`)}
          and v.c = ${plainPlace(sql`n.county_name`)})
    )
    select county_name, township_name, village_name,
      case when count(*) filter (where exact) = 1 then min(code) filter (where exact) else min(code) end as place,
      case when count(*) filter (where exact) = 1 then 1 else count(*) end as found
    from fit group by county_name, township_name, village_name`.execute(tx)
  await sql`analyze pg_temp.given_place`.execute(tx)
}

/** Whether a place lies in the scope of this transaction. */
export function inScope(place: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`((${place} >= access.scope_lo() and ${place} < access.scope_hi())
    or ${place} = any (coalesce(access.scope_extra(), '{}')))`
}

/** Which row speaks for each household of the batch: the head's, or the first, among rows without errors. */
export function speakersOf(batch: Batch, rows: StagedIn): RawBuilder<unknown> {
  return sql`
    select distinct on (s.place / 1000000, s.household) s.place / 1000000 as county, s.household, s.n as speaker
    from ${sql.table(rows)} s
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.verdict in ('new', 'update', 'same')
      and s.household is not null
    order by s.place / 1000000, s.household, (s.values ->> 'relation' = 'head') desc, s.n`
}
