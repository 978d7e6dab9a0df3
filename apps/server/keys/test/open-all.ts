/** Opens every sealed value of a database and tells which versions there are and what does not open. */
import type pg from 'pg'
import type { Keys } from '@xinlu/kernel/access/server'
import { sealedText } from '../count-versions.ts'
import { listSealedPlaces } from '../sealed-places.ts'

/** What was found. */
export interface Opened {
  opened: number
  /** Values that no key opens: table, column. */
  failed: string[]
  versions: Set<number>
  /** How many values each column has. */
  columns: Map<string, number>
}

/** Reads all places in one snapshot and opens every value. */
export async function openAll(client: pg.Client, keys: Pick<Keys, 'open'>): Promise<Opened> {
  const found: Opened = { opened: 0, failed: [], versions: new Set(), columns: new Map() }
  const places = await listSealedPlaces(client)
  await client.query('begin isolation level repeatable read read only')
  for (const { table, columns } of places)
    for (const { name, isWithin } of columns) {
      const { rows } = await client.query<{ value: Buffer | string }>(
        `select "${name}"${isWithin ? '::text' : ''} as value from ${table} where "${name}" is not null`,
      )
      const values = rows.flatMap(({ value }) =>
        typeof value === 'string'
          ? [...value.matchAll(new RegExp(sealedText, 'g'))].map(([text]) =>
              Buffer.from(text.slice(2), 'hex'),
            )
          : [value],
      )
      found.columns.set(`${table}.${name}`, values.length)
      for (const sealed of values) {
        found.versions.add(sealed[0]!)
        try {
          keys.open(sealed)
          found.opened += 1
        } catch {
          found.failed.push(`${table}.${name}`)
        }
      }
    }
  await client.query('commit')
  return found
}
