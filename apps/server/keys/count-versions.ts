/** Counts the sealed values of the database by the version of the key that opens them. */
import type { OwnerConnection } from '../database/with-owner.ts'
import { quoted } from '../backup/catalog.ts'
import type { SealedPlace } from './sealed-places.ts'

/** How many values of one column are sealed with one version. */
export interface VersionCount {
  table: string
  column: string
  version: number
  count: number
}

/**
 * The text form of a sealed value within JSON: a backslash, an x, and at least 33 bytes in hexadecimal digits, as long
 * as the shortest envelope. A blind index has 16 bytes and a digest 32.
 */
export const sealedText = String.raw`\\x([0-9a-f]{2})[0-9a-f]{64,}`

/** Counts all places in one statement, so that all are seen in the same moment. */
export async function countVersions(
  client: OwnerConnection,
  places: readonly SealedPlace[],
): Promise<VersionCount[]> {
  const parts = places.flatMap((place) => place.columns.map((column) => countOf(client, place, column)))
  if (parts.length === 0) return []
  const { rows } = await client.query<VersionCount>(`${parts.join('\nunion all ')} order by 1, 2, 3`)
  return rows
}

function countOf(
  client: OwnerConnection,
  { table }: SealedPlace,
  { name, isWithin }: SealedPlace['columns'][number],
) {
  const column = client.escapeIdentifier(name)
  const [version, from] = isWithin
    ? [`('x' || m[1])::bit(8)::int`, `, regexp_matches(${column}::text, '${sealedText}', 'g') m`]
    : [`get_byte(${column}, 0)`, '']
  const literal = (text: string) => client.escapeLiteral(text)
  return `select ${literal(table)} as table, ${literal(name)} as column, ${version} as version, count(*)::int as count
    from ${quoted(client, table)}${from} where length(${column}::text) > 2 group by 3`
}
