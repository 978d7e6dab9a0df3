/** Writes parsed rows into staging: sealed in bulk, copied in one stream. */
import { once } from 'node:events'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { nameKey, newId, reason, type Reason } from '../../../basis/index.ts'
import { reaches, type Actor } from '../../../access/index.ts'
import { connectionOf, type Keys, type SealedValue, type Tx } from '../../../access/server/index.ts'
import { sqlNameOf, type AnyRow, type Column, type SealKind } from '../../../ledgers/index.ts'
import type { Batch } from '../../batch.ts'
import { cellText } from '../../cell.ts'
import { quietReasons } from '../../quiet-reasons.ts'
import type { ImportTarget } from './import-target.ts'
import type { ReadRow } from './row-reader.ts'

/** Rows sealed and copied together: enough to pay for telling the workers, few enough to stay small. */
const chunkRows = 1000

interface Slot {
  key: string
  name: string
  column: Column
}

/** Where rows go. `add` waits when the database is slower than the file; `end` answers how many there are in `pg_temp.incoming`. */
export interface Staging {
  add(rows: readonly ReadRow[]): Promise<void>
  end(): Promise<number>
  fail(error: Error): void
}

/** Opens the stream that stages the rows of one batch; `keepStaged` makes them last. */
export async function openStaging(
  tx: Tx,
  keys: Keys,
  actor: Actor,
  batch: Batch,
  target: ImportTarget,
): Promise<Staging> {
  const { ledger, identity } = target
  const slots: Slot[] = Object.entries(ledger.columns).map(([key, column]) => ({
    key,
    name: sqlNameOf(key, column),
    column,
  }))
  const sealedSlots = slots.filter(({ column }) => column.sealed)
  // COPY does not write into tables with row policies, so it fills a table of this transaction's own.
  await sql`create temp table incoming (like exchange.staged) on commit drop`.execute(tx)
  const copy = connectionOf(tx).query(
    copyFrom(`copy pg_temp.incoming (county, batch, n, division, target, person_index, name_key, values, errors, notes,
      raw, verdict) from stdin`),
  )
  // The same error arrives at whoever waits; without a listener it would end the process.
  let broken: Error | undefined
  copy.on('error', (error: Error) => (broken = error))
  const head = `${batch.county}\t${batch.id}\t`
  let waiting: WaitingRow[] = []
  let writing = Promise.resolve()
  let count = 0

  // What a refused row looked like is kept as text at once, and a row that is right keeps nothing of its cells: rows
  // that wait for their seal would otherwise outlive the quick collections, and the heap would grow with each.
  const waitingRow = (row: ReadRow): WaitingRow => {
    const parsed = withDigits(inScope(row.parsed, actor, target), target)
    if (parsed.ok) return { n: row.n, parsed, typed: '' }
    return { n: row.n, parsed, typed: JSON.stringify(row.sheetRow.cells.map(cellText)) }
  }

  const line = ({ n, parsed, typed }: WaitingRow, sealed: SealedRow): string => {
    const front = `${head}${n}\t${batch.division}\t${newId()}\t`
    if (!parsed.ok) {
      const errors = copyText(JSON.stringify(quietReasons(ledger, parsed.reasons)))
      return `${front}\\N\t\\N\t\\N\t${errors}\t\\N\t\\\\x${keys.seal(typed).toString('hex')}\terror\n`
    }
    const values: Record<string, unknown> = {}
    let person: string | undefined
    for (const { key, name, column } of slots) {
      const value = parsed.value[key]
      if (value === null || value === undefined) continue
      const hidden = column.sealed ? sealed[key] : undefined
      if (hidden) {
        const index = `\\x${hidden.index.toString('hex')}`
        values[name] = `\\x${hidden.sealed.toString('hex')}`
        values[`${name}_index`] = index
        if (key === identity.person) person = index
      } else values[name] = value
    }
    const name = identity.name === undefined ? undefined : parsed.value[identity.name]
    const nameText = typeof name === 'string' ? nameKey(name) : ''
    const notes = parsed.notes ? copyText(JSON.stringify(quietReasons(ledger, parsed.notes))) : '\\N'
    return (
      `${front}${person === undefined ? '\\N' : `\\${person}`}\t` +
      `${nameText === '' ? '\\N' : copyText(nameText)}\t${copyText(JSON.stringify(values))}\t\\N\t${notes}\t\\N\t\\N\n`
    )
  }

  const write = async (rows: readonly WaitingRow[]): Promise<void> => {
    const sealed = await sealColumns(keys, sealedSlots, rows)
    let text = ''
    for (let at = 0; at < rows.length; at += 1) text += line(rows[at]!, sealed[at] ?? nothingSealed)
    if (broken) throw broken
    if (!copy.write(text)) await Promise.race([once(copy, 'drain'), once(copy, 'close')])
  }

  // One chunk is sealed and written while the next is read and parsed.
  const flush = async () => {
    const rows = waiting
    waiting = []
    await writing
    writing = write(rows)
    writing.catch(() => {})
  }

  return {
    async add(rows) {
      count += rows.length
      for (const row of rows) waiting.push(waitingRow(row))
      if (waiting.length >= chunkRows) await flush()
    },
    async end() {
      await flush()
      await writing
      copy.end()
      await new Promise<void>((resolve, reject) => copy.once('finish', resolve).once('error', reject))
      return count
    },
    fail: (error) => copy.destroy(error),
  }
}

/** A row on its way: read, but not yet sealed; `typed` is the text of a refused row's cells. */
interface WaitingRow {
  n: number
  parsed: ParsedRow
  typed: string
}

type SealedRow = Readonly<Record<string, SealedValue>>

const nothingSealed: SealedRow = {}

type ParsedRow = { ok: true; value: AnyRow; notes?: Reason[] } | { ok: false; reasons: Reason[] }

function inScope(parsed: ParsedRow, actor: Actor, { identity, ledger }: ImportTarget): ParsedRow {
  if (!parsed.ok || identity.place === undefined) return parsed
  const place = parsed.value[identity.place] as Parameters<typeof reaches>[1] | null
  if (place === null || reaches(actor, place)) return parsed
  const label = ledger.columns[identity.place]?.label
  const why = reason('exchange.outside-scope', `“${label}”不在您的管辖范围内。`, {
    path: identity.place,
    value: place,
  })
  return { ok: false, reasons: [why] }
}

// After this the number is sealed, and nobody who works on the rows holds the keys.
function withDigits(parsed: ParsedRow, { identity }: ImportTarget): ParsedRow {
  if (!parsed.ok || identity.digits === undefined || identity.person === undefined) return parsed
  const number = parsed.value[identity.person]
  if (typeof number !== 'string' || !/^\d{17}[\dX]$/.test(number)) return parsed
  const { born, sex } = identity.digits
  const told = {
    [born]: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
    [sex]: Number(number[16]) % 2 === 1 ? 'male' : 'female',
  }
  const filled = Object.fromEntries(
    Object.entries(told).map(([key, value]) => [key, parsed.value[key] ?? value]),
  )
  return { ...parsed, value: { ...parsed.value, ...filled } }
}

/** Seals column by column; a row in which nothing is to be sealed has no entry. */
async function sealColumns(
  keys: Keys,
  slots: readonly Slot[],
  rows: readonly WaitingRow[],
): Promise<(SealedRow | undefined)[]> {
  const sealed: (Record<string, SealedValue> | undefined)[] = []
  for (const { key, column } of slots) {
    const at: number[] = []
    const plain: string[] = []
    rows.forEach(({ parsed }, index) => {
      const value = parsed.ok ? parsed.value[key] : null
      if (typeof value !== 'string') return
      at.push(index)
      plain.push(value)
    })
    const kind: SealKind = column.sealed ?? 'card'
    const made = await keys.sealMany(kind, plain)
    made.forEach((value, nth) => ((sealed[at[nth]!] ??= {})[key] = value))
  }
  return sealed
}

// In COPY's text form a backslash begins an escape; JSON has already escaped tabs and line ends with one.
function copyText(text: string): string {
  return text.replace(/\\/g, '\\\\')
}
