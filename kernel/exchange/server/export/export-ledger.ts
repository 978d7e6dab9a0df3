/** Streams the rows of a ledger into a file, masked by what the actor may read. */
import { PassThrough, type Readable } from 'node:stream'
import { sql } from 'kysely'
import type { DivisionCode } from '../../../basis/index.ts'
import { HIDDEN, visible, type Actor } from '../../../access/index.ts'
import { connectionOf, withScope, type Database, type Keys, type Tx } from '../../../access/server/index.ts'
import { record } from '../../../audit/server/index.ts'
import { formatOf, sqlNameOf, type Column } from '../../../ledgers/index.ts'
import { shownValue } from '../../../ledgers/server/index.ts'
import type { SheetColumn, SheetValue } from '../../workbook-plan.ts'
import { allowLong } from '../import/allow-long.ts'
import { assertMay } from '../import/receive-file.ts'
import type { ImportTarget } from '../import/import-target.ts'
import { writeCsv } from '../sheet/write-csv.ts'
import { writeWorkbook, type Destination } from '../sheet/write-workbook.ts'

/** What is exported, and in which form. */
export interface ExportAsked {
  /** A place within the actor's own; the actor's own when left out. */
  division?: DivisionCode
  format: 'xlsx' | 'csv'
  purpose: string
}

const pageRows = 2000

/**
 * Writes the stored columns of the ledger, by place, through a server-side cursor, in memory that does not grow, and
 * answers the number of rows. The audit entry is committed before the first row is read; values the actor may not
 * read are hidden, numbers of people are masked.
 */
export async function exportLedger(
  work: { database: Database; keys: Keys },
  actor: Actor,
  target: ImportTarget,
  asked: ExportAsked,
  to: Destination,
): Promise<number> {
  const division = asked.division ?? actor.division
  assertMay(actor, target, division)
  const { ledger, source } = target
  await withScope(work.database, actor, (tx) =>
    record(tx, actor, 'exchange.export', {
      subjectKind: 'ledger',
      division,
      detail: { ledger: ledger.name, format: asked.format, purpose: asked.purpose },
    }),
  )
  const columns = Object.entries(ledger.columns).filter(
    ([, column]) => column.stored && column.kind !== 'file',
  )
  return withScope(work.database, actor, async (tx) => {
    await allowLong(tx)
    // The reader of the file may be slow; the cursor waits for it.
    await sql`set local idle_in_transaction_session_timeout = '10min'`.execute(tx)
    const showsBirth = target.identity.digits !== undefined
    const write = (row: unknown[]): SheetValue[] =>
      columns.map(([, column], at) =>
        sheetValue(column, shownValue(column, row[at], actor, work.keys, showsBirth)),
      )
    const rows = cursorRows(tx, actor, division, source, columns, write)
    if (asked.format === 'csv') {
      return writeCsv({ titles: columns.map(([, column]) => column.label), rows }, to)
    }
    return writeWorkbook(
      { sheetName: ledger.title.slice(0, 31), columns: columns.map(sheetColumn), rows: refusable(rows) },
      to,
    )
  })
}

/** The same as a stream to send; an error while writing ends it with that error. */
export function exportStream(
  work: { database: Database; keys: Keys },
  actor: Actor,
  target: ImportTarget,
  asked: ExportAsked,
): Readable {
  const through = new PassThrough()
  exportLedger(work, actor, target, asked, through).catch((error: unknown) =>
    through.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return through
}

async function* cursorRows(
  tx: Tx,
  actor: Actor,
  division: DivisionCode,
  source: string,
  columns: readonly [string, Column][],
  write: (row: unknown[]) => SheetValue[],
): AsyncGenerator<SheetValue[]> {
  const { lo, hi, extra } = visible(actor, division)
  const names = columns.map(([key, column]) => sql.ref(sqlNameOf(key, column)))
  await sql`
    declare rows no scroll cursor for select ${sql.join(names)} from ${sql.table(source)}
    where (division >= ${sql.lit(lo)} and division < ${sql.lit(hi)})
      ${extra.length > 0 ? sql`or division in (${sql.join(extra.map((code) => sql.lit(code)))})` : sql``}
    order by division, id`.execute(tx)
  const client = connectionOf(tx)
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: `fetch ${pageRows} from rows`, rowMode: 'array' })
    yield* rows.map(write)
    if (rows.length < pageRows) return
  }
}

async function* refusable(rows: AsyncIterable<SheetValue[]>) {
  for await (const values of rows) yield { values }
}

function sheetColumn([, column]: readonly [string, Column]): SheetColumn {
  return { title: column.label, format: formatOf(column.kind), required: column.required }
}

function sheetValue(column: Column, shown: SheetValue): SheetValue {
  if (shown === null) return null
  // A hidden value is no value of its kind any more.
  if (shown === HIDDEN) return shown
  switch (column.kind) {
    case 'number':
      return Number(shown)
    case 'money':
      return Number(shown) / 100
    case 'choice':
    case 'yesNo':
    case 'place':
      return column.text(shown)
    case 'day':
    case 'month':
    case 'text':
    case 'note':
    case 'person':
    case 'reference':
    case 'file':
      return shown
    default:
      return column.kind satisfies never
  }
}
