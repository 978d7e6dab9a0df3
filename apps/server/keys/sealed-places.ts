/** Finds every place of the database where sealed values lie, by what the catalog says of its columns. */
import type { OwnerConnection } from '../database/with-owner.ts'

/** What a column of bytes or of JSON may say of itself. */
export const contents = [
  'sealed',
  'sealed within',
  'index citizen',
  'index phone',
  'index card',
  'digest',
  'open',
] as const

/** A column in which a sealed value lies: as the whole of it, or as texts within JSON. */
export interface SealedColumn {
  name: string
  isWithin: boolean
}

/** A table with sealed columns; `key` are the columns of its primary key with their types. */
export interface SealedPlace {
  table: string
  key: { name: string; type: string }[]
  columns: SealedColumn[]
}

/** A column of bytes or of JSON, and what it says of itself. */
export interface ToldColumn {
  table: string
  column: string
  type: string
  told: string | null
}

/** Answers every column of bytes or of JSON in our tables. */
export async function listToldColumns(client: OwnerConnection): Promise<ToldColumn[]> {
  const { rows } = await client.query<ToldColumn>(`
    select n.nspname || '.' || c.relname as table, a.attname::text as column, format_type(a.atttypid, a.atttypmod) as type,
      col_description(c.oid, a.attnum) as told
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and a.attnum > 0
      and not a.attisdropped and n.nspname !~ '^(pg_|information_schema$)'
      and a.atttypid in ('bytea'::regtype, 'bytea[]'::regtype, 'json'::regtype, 'jsonb'::regtype)
    order by 1, a.attnum`)
  return rows
}

/** Answers the tables with sealed columns, by name; throws when one has no primary key. */
export async function listSealedPlaces(client: OwnerConnection): Promise<SealedPlace[]> {
  const places = new Map<string, SealedPlace>()
  for (const { table, column, told } of await listToldColumns(client)) {
    if (told !== 'sealed' && told !== 'sealed within') continue
    const place = places.get(table) ?? { table, key: await keyOf(client, table), columns: [] }
    place.columns.push({ name: column, isWithin: told === 'sealed within' })
    places.set(table, place)
  }
  return [...places.values()]
}

async function keyOf(client: OwnerConnection, table: string): Promise<SealedPlace['key']> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type
     from pg_index i cross join unnest(i.indkey::int[]) with ordinality k (num, at)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num
     where i.indrelid = $1::regclass and i.indisprimary order by k.at`,
    [table],
  )
  if (rows.length === 0) throw new Error(`keys: ${table} has no primary key`)
  return rows
}
