/** What judging needs to know of the database, asked from its catalog and its planner. */
import type { OwnerConnection } from '../database/with-owner.ts'
import type { PlanGround, PlanNode } from './judge-plan.ts'

/** Reads sizes and indexes once; expectations are asked from the planner under the scope that `opening` sets. */
export async function readGround(owner: OwnerConnection): Promise<(opening: string) => PlanGround> {
  const tables = await owner.query<{ name: string; rows: number }>(`
    select n.nspname || '.' || c.relname as name, greatest(c.reltuples, 0)::float8 as rows
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'`)
  const indexes = await owner.query<{ name: string; first: string; only: string | null }>(`
    select n.nspname || '.' || c.relname as name, pg_get_indexdef(c.oid, 1, false) as first,
      pg_get_expr(i.indpred, i.indrelid) as only
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace`)
  const rows = new Map(tables.rows.map((table) => [table.name, table.rows]))
  const known = new Map(indexes.rows.map((index) => [index.name, index]))
  return (opening) => ({
    rowsOf: (table) => rows.get(table) ?? 0,
    firstColumnOf: (schema, index) => known.get(`${schema}.${index}`)?.first ?? '',
    rowsOfIndex: (schema, index) => known.get(`${schema}.${index}`)?.only ?? undefined,
    expected: async (table, alias, conditions) => {
      const condition = conditions.map((part) => `(${part})`).join(' and ') || 'true'
      await owner.query(`${opening};`)
      try {
        const plan = await explain(owner, `select from ${table} ${alias} where ${condition}`, [])
        return plan['Plan Rows']
      } catch {
        // The condition names a column of another table, or an answer of another part of the plan.
        return undefined
      } finally {
        await owner.query('rollback')
      }
    },
  })
}

/** Answers the plan of a statement; nothing of it is run. */
export async function explain(
  connection: Pick<OwnerConnection, 'query'>,
  text: string,
  values: readonly unknown[],
): Promise<PlanNode> {
  const { rows } = await connection.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (format json, verbose) ${text}`,
    [...values],
  )
  return rows[0]!['QUERY PLAN'][0].Plan
}
