/** Reads from the catalog where each table belongs on a database of several machines. */
import type { Askable } from '../catalog/inspect-catalog.ts'
import { COORDINATOR } from '../catalog/spread-rules.ts'

/** With its county, on every machine, or only where the statements arrive. */
export type Belonging = 'county' | 'everywhere' | 'coordinator'

/** A foreign key, and how it is made. */
export interface Reference {
  name: string
  target: string
  made: string
}

/** One table; `reason` is why it stays on the coordinator. */
export interface TableToPlace {
  name: string
  belonging: Belonging
  reason: string | null
  references: readonly Reference[]
}

/** Answers all tables by name: a comment says that a table stays, a column `county` that its rows lie with it. */
export async function readTables(database: Askable): Promise<TableToPlace[]> {
  const { rows } = await database.query(`
    select n.nspname || '.' || c.relname as name,
      case when stays.reason is not null then 'coordinator'
        when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'county' and not a.attisdropped)
        then 'county' else 'everywhere' end as belonging,
      stays.reason,
      (select coalesce(jsonb_agg(jsonb_build_object('name', k.conname, 'target', tn.nspname || '.' || t.relname,
          'made', pg_get_constraintdef(k.oid)) order by k.conname), '[]')
        from pg_constraint k join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0) as references
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select substring(obj_description(c.oid, 'pg_class') from '^${COORDINATOR}(.*)$') as reason) stays
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema$|citus|columnar)'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by 1`)
  return rows as unknown as TableToPlace[]
}

/** Answers the functions that row policies call, which each machine needs before its tables. */
export async function readPolicyFunctions(database: Askable): Promise<string[]> {
  const { rows } = await database.query(`
    select distinct f.oid::regprocedure::text as name
    from pg_depend d join pg_proc f on f.oid = d.refobjid and d.refclassid = 'pg_proc'::regclass
    where d.classid = 'pg_policy'::regclass and f.pronamespace <> 'pg_catalog'::regnamespace order by 1`)
  return rows.map(({ name }) => String(name))
}
