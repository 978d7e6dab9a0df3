/** The table of each feed, as SQL needs it; names come from the definitions, never from a request. */
import { sqlColumnsOf, sqlNameOf } from '@xinlu/kernel/ledgers'
import { sql, type RawBuilder } from 'kysely'
import { feeds } from '../../feeds.ts'
import { departmentLedgers } from '../../ledgers/index.ts'
import type { FeedName } from '../../model.ts'

/** A stored column of a feed: its SQL name and type. */
export interface StoredColumn {
  name: string
  type: string
}

/** Answers the qualified name of a feed's table. */
export function tableOf(feed: FeedName): string {
  return `departments.${sqlNameOf(feed, departmentLedgers[feed].columns.name)}`
}

/** Answers the ledger's stored columns without the place, which every row takes from its person or names itself. */
export function storedColumns(feed: FeedName): StoredColumn[] {
  return sqlColumnsOf(departmentLedgers[feed]).filter(({ name }) => name !== 'division')
}

/** Answers the SQL names of the natural key. */
export function keyNames(feed: FeedName): string[] {
  const names = new Map(sqlColumnsOf(departmentLedgers[feed]).map(({ key, name }) => [key, name]))
  return feeds[feed].key.map((key) => names.get(key) ?? key)
}

/** `name type, …`, as jsonb_to_record wants it. */
export function recordOf(columns: readonly StoredColumn[]): RawBuilder<unknown> {
  return sql.join(columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`))
}

/** `name, …` or `alias.name, …` */
export function listOf(names: readonly string[], alias?: string): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(alias === undefined ? name : `${alias}.${name}`)))
}
