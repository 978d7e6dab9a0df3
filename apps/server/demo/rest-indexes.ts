/** Takes the secondary indexes of empty tables away while they are filled, and makes them anew from the whole. */
import type pg from 'pg'

interface Resting {
  name: string
  made: string
  constraint: string | null
  table: string
}

/**
 * Drops every index of the schemas that no primary or foreign key rests on, in the transaction of the client, and
 * answers how to make them again. A sorted build reads each table once where COPY would walk every tree for every
 * row; broken off, the rollback brings the old indexes back. Only for tables that nobody reads meanwhile.
 */
export async function restIndexes(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<() => Promise<void>> {
  const { rows } = await client.query<Resting>(resting, [schemas])
  for (const { name, constraint, table } of rows) {
    await client.query(
      constraint === null ? `drop index ${name}` : `alter table ${table} drop constraint ${constraint}`,
    )
  }
  return async () => {
    await client.query(`set local maintenance_work_mem = '512MB'`)
    for (const { made, constraint, table } of rows)
      await client.query(
        constraint === null ? made : `alter table ${table} add constraint ${constraint} ${made}`,
      )
  }
}

// An index to which a foreign key points cannot go, and the primary keys are filled in their own order anyway.
const resting = `
  select x.indexrelid::regclass::text as name, t.oid::regclass::text as "table", quote_ident(k.conname) as "constraint",
    case when k.oid is null then pg_get_indexdef(x.indexrelid) else pg_get_constraintdef(k.oid) end as made
  from pg_index x
  join pg_class t on t.oid = x.indrelid
  join pg_namespace s on s.oid = t.relnamespace
  left join pg_constraint k on k.conindid = x.indexrelid and k.conrelid = t.oid and k.contype in ('p', 'u', 'x')
  where s.nspname = any ($1::text[]) and not x.indisprimary
    and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = x.indexrelid)
  order by t.oid, x.indexrelid`
