/** The shape of every table that holds a place, read from the catalog, so that rows can be made for all of them. */
import type { Askable } from '../inspect-catalog.ts'

/** One column that can be written. */
export interface ColumnShape {
  name: string
  /** PostgreSQL's name of the type, `text[]` for a list. */
  type: string
  isRequired: boolean
  /** Whether it holds a JSON list, told by its default. */
  isList: boolean
  /** The values a check allows, when it lists them. */
  choices?: readonly string[]
  /** The form a check demands. */
  form?: RegExp
  /** The table whose `id` it holds, when it is a reference. */
  refersTo?: string
}

/** One table; `key` are the columns of its primary key. */
export interface TableShape {
  name: string
  columns: readonly ColumnShape[]
  key: readonly string[]
}

/** Answers all tables with a `division` column, by name. */
export async function placeTableShapes(database: Askable): Promise<TableShape[]> {
  const { rows } = await database.query(`
    select n.nspname || '.' || c.relname as name,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
          'isRequired', a.attnotnull, 'isList', exists (select from pg_attrdef d where d.adrelid = c.oid
            and d.adnum = a.attnum and pg_get_expr(d.adbin, d.adrelid) = $$'[]'::jsonb$$)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select jsonb_agg(a.attname order by k.place) from pg_index i, unnest(i.indkey::int2[]) with ordinality as k(number, place)
        join pg_attribute a on a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid) as key,
      (select coalesce(jsonb_agg(pg_get_constraintdef(k.oid)), '[]') from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c') as checks,
      (select coalesce(jsonb_agg(jsonb_build_object('column', a.attname, 'table', tn.nspname || '.' || t.relname)), '[]')
        from pg_constraint k join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace,
          unnest(k.conkey, k.confkey) as pair(here, there)
        join pg_attribute a on a.attnum = pair.here
        join pg_attribute b on b.attnum = pair.there
        where k.conrelid = c.oid and k.contype = 'f' and a.attrelid = c.oid and b.attrelid = t.oid and b.attname = 'id') as refs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)'
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'division' and not a.attisdropped)
    order by 1`)
  return (rows as unknown as Raw[]).map(({ name, columns, key, checks, refs }) => ({
    name,
    key,
    columns: columns.map((column) => ({
      ...column,
      choices: choicesOf(column.name, checks),
      form: formOf(column.name, checks),
      refersTo: refs.find((reference) => reference.column === column.name)?.table,
    })),
  }))
}

interface Raw {
  name: string
  columns: { name: string; type: string; isRequired: boolean; isList: boolean }[]
  key: string[]
  checks: string[]
  refs: { column: string; table: string }[]
}

// A list of values is a whole check, or the whole of one clause of it; inside a condition it means something else.
function choicesOf(column: string, checks: readonly string[]): string[] | undefined {
  for (const check of checks) {
    const found =
      new RegExp(`^CHECK \\(\\(+${column} (?:= ANY|<@) \\(?ARRAY\\[([^\\]]*)\\]`).exec(check) ?? undefined
    if (found) return [...found[1]!.matchAll(/'([^']*)'::text/g)].map(([, value]) => value!)
  }
  return undefined
}

function formOf(column: string, checks: readonly string[]): RegExp | undefined {
  for (const check of checks) {
    const found = new RegExp(`^CHECK \\(\\(+${column} ~ '([^']*)'::text\\)+$`).exec(check)
    if (found) return new RegExp(found[1]!)
  }
  return undefined
}
