/** Takes a committed batch back out of its table. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../access/server/index.ts'
import type { Batch } from '../../batch.ts'
import { changedSince } from '../../problems.ts'
import { rowMark, setsOf, typedColumns } from './table-sql.ts'
import type { TableShape } from './table-shape.ts'

/**
 * Puts every changed row back to its before-image and deletes the rows the batch made; throws `changedSince` with the
 * number of rows that somebody changed or deleted after it, and the caller's transaction ends with that.
 */
export async function undoTable(tx: Tx, batch: Batch, shape: TableShape): Promise<void> {
  const lost = (await deleteMade(tx, batch, shape)) + (await restoreChanged(tx, batch, shape))
  if (lost > 0) throw changedSince({ rows: lost })
  if (shape.queue !== undefined) {
    await sql`delete from ${sql.table(shape.queue)} where batch = ${batch.id} and state = 'waiting'`.execute(
      tx,
    )
  }
}

// Each answers how many rows no longer bear the mark that the batch left.

async function deleteMade(tx: Tx, batch: Batch, shape: TableShape): Promise<number> {
  const after = shape.version === 'ver' ? '1' : batch.id
  const made = sql`exchange.staged s where s.county = ${batch.county} and s.batch = ${batch.id} and s.verdict = 'new'`
  const { numAffectedRows } = await sql`
    delete from ${sql.table(shape.table)} t
    using (select s.place / 1000000 as at_county, s.target from ${made}) c
    where t.county = c.at_county and t.id = c.target and ${rowMark(shape)} = ${after}`.execute(tx)
  return (await countOf(tx, made)) - Number(numAffectedRows ?? 0)
}

async function restoreChanged(tx: Tx, batch: Batch, shape: TableShape): Promise<number> {
  const { table, version } = shape
  const changed = sql`exchange.change c where c.county = ${batch.county} and c.batch = ${batch.id}
    and c.target_table = ${table} and c.before is not null`
  const names = [
    ...new Set([...typedColumns(shape.ledger).map(({ name }) => name), ...shape.own, 'division', 'batch']),
  ]
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} t set ${setsOf(names, 'b')}${version === 'ver' ? sql`, ver = t.ver + 1` : sql``}
    from (select c.target_county, c.target, c.after_mark, c.before from ${changed}) c,
      jsonb_populate_record(null::${sql.table(table)}, c.before) b
    where t.county = c.target_county and t.id = c.target and ${rowMark(shape)} = c.after_mark`.execute(tx)
  return (await countOf(tx, changed)) - Number(numAffectedRows ?? 0)
}

async function countOf(tx: Tx, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${from}`.execute(tx)
  return rows[0]?.rows ?? 0
}
