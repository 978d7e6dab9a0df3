/** The table of contents of a backup folder: what was written, from which schema, and how to tell that it is whole. */
import { z } from 'zod'

/** The format that this code writes and reads. */
export const FORMAT = 'xinlu-backup-1'

/** The file names of a backup that are no tables. */
export const fileNames = { manifest: 'manifest.json', sums: 'SHA256SUMS', keys: 'keys.sealed' } as const

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const tableEntry = z.strictObject({
  name: z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/),
  file: z.string().regex(/^[a-z0-9_.]+\.copy\.gz$/),
  columns: z.array(z.string().min(1)).min(1),
  rows: z.number().int().min(0),
  /** SHA-256 of the rows as COPY text, ordered by key, before compression. */
  digest: sha256,
})

/** Reads a manifest; anything else than this shape is refused. */
export const manifestShape = z.strictObject({
  format: z.literal(FORMAT),
  takenAt: z.iso.datetime(),
  postgres: z.string().min(1),
  migrations: z.array(z.strictObject({ name: z.string().min(1), digest: sha256 })).min(1),
  tables: z.array(tableEntry).min(1),
})

/** The manifest of a backup. */
export type Manifest = z.infer<typeof manifestShape>

/** One table of a backup. */
export type TableEntry = z.infer<typeof tableEntry>

/** Answers the text of `SHA256SUMS`, which `sha256sum -c` understands. */
export function sumsText(sums: ReadonlyMap<string, string>): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, digest]) => `${digest}  ${name}\n`)
    .join('')
}
