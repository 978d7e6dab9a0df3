/** Finds the counties that have subjects. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { scopeOf, type DivisionCode, type Scope } from '../../basis/index.ts'

/** Answers the counties of the area that have rows in a relation with a `county`, as far as the transaction may see. */
export async function countiesWithin(
  tx: Tx,
  relation: RawBuilder<unknown>,
  division: DivisionCode,
): Promise<number[]> {
  const { lo, hi } = scopeOf(division)
  const first = Math.floor(lo / 1_000_000)
  const last = Math.ceil(hi / 1_000_000) - 1
  if (first === last) return countyOf(tx, relation, first, { lo, hi })
  // One step of the index per county: `select distinct` would read every row.
  const { rows } = await sql<{ county: number }>`
    with recursive step (county) as (
      select min(county) from ${relation} s where county between ${first} and ${last}
      union all
      select (select min(county) from ${relation} s where county > step.county and county <= ${last})
      from step where step.county is not null
    )
    select county from step where county is not null order by county`.execute(tx)
  return rows.map((row) => row.county)
}

// By the range, because a village that comes late in its county is not found by stepping through the county.
async function countyOf(
  tx: Tx,
  relation: RawBuilder<unknown>,
  county: number,
  { lo, hi }: Scope,
): Promise<number[]> {
  const range = sql`and division >= ${lo}::bigint and division < ${hi}::bigint`
  const { rows } = await sql`
    select from ${relation} s where county = ${county} ${hi - lo === 1_000_000 ? sql`` : range} limit 1`.execute(
    tx,
  )
  return rows.length > 0 ? [county] : []
}
