/** Takes a committed batch back out of its table. */
import { sql } from 'kysely'
import type { Tx } from '../../../access/server/index.ts'
import type { Batch } from '../../batch.ts'
import { changedSince } from '../../problems.ts'
import { rowMark, setsOf, typedColumns } from './table-sql.ts'
import type { TableShape } from './table-shape.ts'

/**
 * Puts every changed row back to its before-image and deletes the rows the batch made; throws `changedSince` with the
 * number of rows that somebody changed or deleted after it.
 */
export async function undoTable(tx: Tx, batch: Batch, shape: TableShape): Promise<void> {
  const { table, version, queue } = shape
  const mark = rowMark(shape)
  const mine = sql`c.county = ${batch.county} and c.batch = ${batch.id} and c.target_table = ${table}`
  const { rows } = await sql<{ changed: number; untouched: number }>`
    select count(*) as changed, count(*) filter (where t.id is not null) as untouched
    from exchange.change c
    left join lateral (
      select t.id from ${sql.table(table)} t
      where t.county = c.target_county and t.id = c.target and ${mark} = c.after_mark
      for update
    ) t on true
    where ${mine}`.execute(tx)
  const lost = (rows[0]?.changed ?? 0) - (rows[0]?.untouched ?? 0)
  if (lost > 0) throw changedSince({ rows: lost })
  await sql`
    delete from ${sql.table(table)} t using exchange.change c
    where ${mine} and c.before is null and t.county = c.target_county and t.id = c.target`.execute(tx)
  const names = [
    ...new Set([...typedColumns(shape.ledger).map(({ name }) => name), ...shape.own, 'division', 'batch']),
  ]
  await sql`
    update ${sql.table(table)} t set ${setsOf(names, 'b')}${version === 'ver' ? sql`, ver = t.ver + 1` : sql``}
    from exchange.change c, jsonb_populate_record(null::${sql.table(table)}, c.before) b
    where ${mine} and c.before is not null and t.county = c.target_county and t.id = c.target`.execute(tx)
  if (queue !== undefined) {
    await sql`delete from ${sql.table(queue)} where batch = ${batch.id} and state = 'waiting'`.execute(tx)
  }
}
