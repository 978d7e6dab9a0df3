/** Gives the refused rows back as a workbook that can be corrected and sent again. */
import { sqlNameOf, type AnyRow, type Ledger } from '../../../ledgers/index.ts'
import { withScope, type Database, type Keys } from '../../../access/server/index.ts'
import type { Actor } from '../../../access/index.ts'
import type { Batch, HeaderCell, Verdict } from '../../batch.ts'
import { errorColumnTitle, type SheetColumn, type WrittenRow } from '../../workbook-plan.ts'
import type { WorkbookPlan } from '../sheet/write-workbook.ts'
import { listStaged, type StagedRow } from './store.ts'
import { templateColumns } from '../export/template.ts'

const pageRows = 1000

/**
 * Plans a workbook with the columns of the file as sent: the rows of one verdict as they were typed, failed cells red,
 * and the reasons beside them. Sent again after correction, the column of reasons is passed over.
 */
export function errorWorkbook(
  work: { database: Database; keys: Keys },
  actor: Actor,
  ledger: Ledger,
  batch: Batch,
  verdict: Verdict = 'error',
): WorkbookPlan {
  const formats = new Map(templateColumns(ledger).map((column) => [column.key, column]))
  const columns: SheetColumn[] = returnedCells(batch).map(({ title, key }) => {
    const planned = key === null ? undefined : formats.get(key)
    // Everything goes back as text: what was typed wrongly is seldom a number.
    return {
      title,
      width: planned?.width ?? 14,
      format: 'id',
      ...(planned?.options ? { options: planned.options } : {}),
    }
  })
  const write = (row: StagedRow): WrittenRow => writtenRow(row, ledger, batch, work.keys, verdict)
  return {
    sheetName: batch.sheet?.slice(0, 31) || ledger.title,
    columns,
    withReasons: true,
    rows: (async function* () {
      let after = 0
      for (;;) {
        const page = await withScope(work.database, actor, (tx) =>
          listStaged(tx, batch, { verdict, after, size: pageRows }),
        )
        yield* page.map(write)
        if (page.length < pageRows) return
        after = page.at(-1)!.n
      }
    })(),
  }
}

const doubts: Partial<Record<Verdict, string>> = {
  unmatched: '户档中没有这个证件号码的人。',
  contradicting: '证件号码对应的人姓名不同，或对应多人。',
}

// A workbook that was repaired once still has its column of reasons; the new one takes its place.
function returnedCells({ header }: Batch): (HeaderCell & { at: number })[] {
  const cells = (header ?? []).map((cell, at) => ({ ...cell, at }))
  return cells.filter(({ title, key }) => key !== null || title !== errorColumnTitle)
}

function writtenRow(row: StagedRow, ledger: Ledger, batch: Batch, keys: Keys, verdict: Verdict): WrittenRow {
  const returned = returnedCells(batch)
  const cells = row.raw
    ? (JSON.parse(keys.open(row.raw)) as string[])
    : typedCells(row, ledger, batch.header ?? [], keys)
  const errors = row.errors ?? []
  const red = returned.flatMap(({ key }, nth) =>
    errors.some(({ path }) => path === key && key !== null) ? [nth] : [],
  )
  const why = errors.length > 0 ? errors.map(({ message }) => message).join('；') : (doubts[verdict] ?? '')
  // A row longer than the header is shifted; what lies beyond has no column to go back to.
  const values = returned.map(({ at }) => cells[at] || null)
  return { values, refused: { columns: red, why: `第${row.n}行：${why}` } }
}

function typedCells(
  { values }: StagedRow,
  ledger: Ledger,
  header: NonNullable<Batch['header']>,
  keys: Keys,
): string[] {
  const row = openedValues(ledger, values ?? {}, keys)
  return header.map(({ key }) => {
    const value = key === null ? null : row[key]
    return value === null || value === undefined ? '' : ledger.columns[key!]!.text(value)
  })
}

/** Opens the values of a staged row into a row of the ledger. */
export function openedValues(ledger: Ledger, values: Readonly<Record<string, unknown>>, keys: Keys): AnyRow {
  return Object.fromEntries(
    Object.entries(ledger.columns).map(([key, column]) => {
      const value = values[sqlNameOf(key, column)] ?? null
      return [
        key,
        column.sealed && typeof value === 'string' ? keys.open(Buffer.from(value.slice(2), 'hex')) : value,
      ]
    }),
  )
}
