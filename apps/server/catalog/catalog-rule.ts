/** What a rule of the catalog is, and the SQL that every rule is written on. */

/** One thing that must hold for every object of the database. */
export interface CatalogRule {
  name: string
  /** A breach opens a door; a note is untidy and opens none. The tests let neither pass. */
  weight: 'breach' | 'note'
  /** What is wrong, in the administrator's words. */
  message: string
  /** Answers one row `object` for each breach; `$1` is the list of `allowed`, where there is one. */
  sql: string
  allowed?: readonly string[]
}

/** Our relations: not the system's, not a session's temporary ones, not an extension's. */
export const relations = `
  relation as (
    select c.oid, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
      n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^(pg_|information_schema$)'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  )`

/** Those of them that hold a place. */
export const placeTables = `${relations},
  place as (
    select * from relation r where r.relkind in ('r', 'p', 'f') and exists (
      select from pg_attribute a where a.attrelid = r.oid and a.attname = 'division' and not a.attisdropped)
  )`

/** The number of a column, inside a query over a relation `oid`. */
export function columnOf(oid: string, name: string): string {
  return `(select a.attnum from pg_attribute a where a.attrelid = ${oid} and a.attname = '${name}' and not a.attisdropped)`
}
