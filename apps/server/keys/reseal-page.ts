/** Seals a few rows of one table anew, in one short transaction. */
import type { OwnerConnection } from '../database/with-owner.ts'
import type { Keys } from '@xinlu/kernel/access/server'
import { quoted } from '../backup/catalog.ts'
import { sealedText } from './count-versions.ts'
import type { SealedColumn, SealedPlace } from './sealed-places.ts'

/** Where a walk through a table stands, and what the page did. */
export interface PageDone {
  /** The key of the last row; nothing at the end of the table. */
  after: string[] | undefined
  rows: number
  values: number
  /** Values that no key of the keystore opens; they are left as they are. */
  unreadable: number
}

/** Seals and opens, and says which version it seals with. */
export type Resealer = Pick<Keys, 'seal' | 'open'> & { current: number }

const PAGE_ROWS = 500

/**
 * Takes the next rows behind `after` that hold a value of another version than the current one. Rows that somebody is
 * working on are passed over, so that nobody waits for this walk and it waits for nobody; a later walk meets them.
 * Nothing but the sealed columns is touched: neither the version of the row nor its time of change.
 */
export async function resealPage(
  client: OwnerConnection,
  place: SealedPlace,
  keys: Resealer,
  after: readonly string[] | undefined,
): Promise<PageDone> {
  const table = quoted(client, place.table)
  const key = place.key.map(({ name }) => client.escapeIdentifier(name))
  const columns = place.columns.map(({ name }) => client.escapeIdentifier(name))
  const byte = keys.current.toString(16).padStart(2, '0')
  const isOld = place.columns.map(({ isWithin }, at) =>
    isWithin
      ? `${columns[at]}::text ~ '${sealedText.replace('(', `(?!${byte})(`)}'`
      : `substr(${columns[at]}, 1, 1) <> '\\x${byte}'`,
  )
  const bound = place.key.map(({ type }, at) => `$${at + 1}::${type}`)
  const behind = after === undefined ? '' : `(${key.join(', ')}) > (${bound.join(', ')}) and`
  await client.query('begin')
  try {
    const { rows } = await client.query<Record<string, unknown>>(
      `select ${key.map((name, at) => `${name}::text as k${at}`).join(', ')},
        ${place.columns.map(({ isWithin }, at) => `${columns[at]}${isWithin ? '::text' : ''} as c${at}`).join(', ')}
       from ${table} where ${behind} (${isOld.join(' or ')})
       order by ${key.join(', ')} limit ${PAGE_ROWS} for no key update skip locked`,
      after === undefined ? [] : [...after],
    )
    const made = rows.map((row) => place.columns.map((column, at) => sealedAnew(row[`c${at}`], column, keys)))
    if (rows.length > 0) {
      const lists = [
        ...place.key.map((_, at) => rows.map((row) => row[`k${at}`])),
        ...place.columns.map((_, at) => made.map((cells) => cells[at]!.value)),
      ]
      const types = [
        ...place.key.map(() => 'text'),
        ...place.columns.map(({ isWithin }) => (isWithin ? 'text' : 'bytea')),
      ]
      const names = [...place.key.map((_, at) => `k${at}`), ...place.columns.map((_, at) => `c${at}`)]
      await client.query(
        `update ${table} t set ${place.columns.map(({ isWithin }, at) => `${columns[at]} = v.c${at}${isWithin ? '::jsonb' : ''}`).join(', ')}
         from unnest(${types.map((type, at) => `$${at + 1}::${type}[]`).join(', ')}) v (${names.join(', ')})
         where ${place.key.map(({ type }, at) => `t.${key[at]} = v.k${at}::${type}`).join(' and ')}`,
        lists,
      )
    }
    await client.query('commit')
    const last = rows.at(-1)
    const sum = (of: 'values' | 'unreadable') => made.flat().reduce((total, cell) => total + cell[of], 0)
    return {
      after: rows.length < PAGE_ROWS ? undefined : place.key.map((_, at) => String(last![`k${at}`])),
      rows: rows.length,
      values: sum('values'),
      unreadable: sum('unreadable'),
    }
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

interface Cell {
  value: unknown
  values: number
  unreadable: number
}

function sealedAnew(stored: unknown, { isWithin }: SealedColumn, keys: Resealer): Cell {
  const cell: Cell = { value: stored, values: 0, unreadable: 0 }
  const anew = (sealed: Buffer): Buffer => {
    if (sealed[0] === keys.current) return sealed
    const plain = opened(sealed, keys)
    if (plain === undefined) {
      cell.unreadable += 1
      return sealed
    }
    cell.values += 1
    return keys.seal(plain)
  }
  if (!isWithin) cell.value = stored === null ? null : anew(stored as Buffer)
  // The text of the JSON is changed and not its parsed form, so that no number in it changes its shape.
  else
    cell.value =
      (stored as string | null)?.replace(new RegExp(sealedText, 'g'), (text) => {
        return `\\x${anew(Buffer.from(text.slice(2), 'hex')).toString('hex')}`
      }) ?? null
  return cell
}

function opened(sealed: Buffer, keys: Resealer): string | undefined {
  try {
    return keys.open(sealed)
  } catch {
    return undefined
  }
}
