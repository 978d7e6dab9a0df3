/** Writes rows into tables with COPY, the fastest way in. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** A value that COPY can carry. */
export type Cell = string | number | boolean | Buffer | readonly string[] | null | undefined

/** A row by column name. */
export type Row = Readonly<Record<string, Cell>>

/** Collects rows by table until they are sent. */
export class RowHeap {
  readonly #rows = new Map<string, { columns: readonly string[]; lines: string[] }>()
  count = 0

  /** Adds a row; every row of a table must have the columns of the first. */
  add(table: string, row: Row): void {
    let heap = this.#rows.get(table)
    if (!heap) this.#rows.set(table, (heap = { columns: Object.keys(row), lines: [] }))
    let line = cellText(row[heap.columns[0]!])
    for (let at = 1; at < heap.columns.length; at += 1) line += `\t${cellText(row[heap.columns[at]!])}`
    heap.lines.push(line)
    this.count += 1
  }

  /** Sends everything and starts empty again. */
  async send(client: pg.ClientBase): Promise<void> {
    for (const [table, { columns, lines }] of this.#rows) {
      const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
      await pipeline(Readable.from(lines.length > 0 ? [`${lines.join('\n')}\n`] : []), stream)
    }
    this.#rows.clear()
  }
}

function cellText(value: Cell): string {
  if (value === null || value === undefined) return '\\N'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escaped(value)
  return `{${value.join(',')}}`
}

const special = /[\\\t\n\r]/

function escaped(text: string): string {
  if (!special.test(text)) return text
  return text.replace(
    /[\\\t\n\r]/g,
    (found) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[found]!,
  )
}
