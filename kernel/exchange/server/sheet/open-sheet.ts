/** Opens a spreadsheet file that somebody sent, without letting it harm the server. */
import { Worker } from 'node:worker_threads'
import type { Reason } from '../../../basis/index.ts'
import type { SheetRow } from '../../cell.ts'
import { sheetLimits, type SheetLimits } from '../../limits.ts'
import { sheetReason, sheetRefused } from '../../sheet-problem.ts'
import { checkZip } from './check-zip.ts'
import { detectFormat } from './detect-format.ts'
import type { TextEncoding } from './detect-encoding.ts'
import { unpackRows } from './pack-rows.ts'
import type { SheetMessage, SheetTask } from './sheet-message.ts'

/** `name` is the file's own name, for messages; `sheet` a wanted sheet, else the first that is not hidden. */
export type OpenSheetOptions = {
  name: string
  sheet?: string
  limits?: Partial<SheetLimits>
  signal?: AbortSignal
}

/** An open file. Its rows can be read once; `close` is needed only when they are not read to the end. */
export type OpenSheet = {
  format: 'xlsx' | 'csv'
  sheetName: string
  sheetNames: readonly string[]
  encoding?: TextEncoding
  rows(): AsyncIterable<SheetRow[]>
  /** Merged ranges such as `A1:C1`; known once all rows were read. */
  mergedRanges(): readonly string[]
  close(): Promise<void>
}

/**
 * Opens an .xlsx or a csv in a thread of its own, whose memory and time are limited. Throws `sheetRefused` with the
 * reasons, here or while the rows are read; throws the signal's reason when it is aborted.
 */
export async function openSheet(path: string, options: OpenSheetOptions): Promise<OpenSheet> {
  const limits = { ...sheetLimits, ...options.limits }
  const refused = (reasons: readonly Reason[]) =>
    sheetRefused({ name: options.name, reasons }, { reasons: [...reasons] })
  options.signal?.throwIfAborted()
  const format = await detectFormat(path, limits.fileBytes)
  if (typeof format === 'object') throw refused([format])
  if (format === 'xlsx') {
    const checked = await checkZip(path, limits)
    if (!checked.ok) throw refused(checked.reasons)
  }
  options.signal?.throwIfAborted()
  const name = options.name.replace(/\.[^.]*$/, '')
  const thread = startThread(
    { path, format, name, sheet: options.sheet ?? null, limits },
    refused,
    options.signal,
  )
  const first = await thread.next()
  if (first.kind !== 'opened') throw new Error(`The reading thread began with ${first.kind}`)
  const { sheetName, sheetNames, encoding } = first.opened
  let merges: readonly string[] = []
  const rows = async function* () {
    try {
      // Two batches are asked for ahead, so that the thread parses while the caller works.
      thread.ask()
      for (;;) {
        thread.ask()
        const message = await thread.next()
        if (message.kind === 'end') {
          merges = message.merges
          return
        }
        if (message.kind === 'rows') yield unpackRows(message.packed)
      }
    } finally {
      await thread.stop()
    }
  }
  return {
    format,
    sheetName,
    sheetNames,
    ...(encoding === null ? {} : { encoding }),
    rows,
    mergedRanges: () => merges,
    close: () => thread.stop(),
  }
}

type Thread = { next(): Promise<SheetMessage>; ask(): void; stop(): Promise<void> }

function startThread(
  task: SheetTask,
  refused: (reasons: readonly Reason[]) => Error,
  signal: AbortSignal | undefined,
): Thread {
  const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
    // The young generation is held small too: its default alone took 80 MB more for the same file.
    resourceLimits: { maxOldGenerationSizeMb: task.limits.heapMb, maxYoungGenerationSizeMb: 24 },
  })
  const arrived: SheetMessage[] = []
  let failure: unknown
  let failed = false
  let wake = () => {}
  let left = task.limits.readMilliseconds

  const fail = (error: unknown) => {
    if (failed) return
    failed = true
    failure = error
    wake()
  }
  const abort = () => fail(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  worker.on('message', (message: SheetMessage) => {
    if (message.kind === 'refused') return fail(refused(message.reasons))
    arrived.push(message)
    wake()
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refused([sheetReason('too-much-memory')]) : error)
  })
  worker.on('exit', () => fail(new Error('The reading thread ended early')))

  const stop = async () => {
    signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
  const next = async (): Promise<SheetMessage> => {
    const since = performance.now()
    // Only waiting counts: a caller that writes to a database for an hour is no fault of the file.
    const tooSlow = sheetReason('too-slow', String(Math.round(task.limits.readMilliseconds / 1000)))
    const timer = setTimeout(() => fail(refused([tooSlow])), left)
    while (arrived.length === 0 && !failed) await new Promise<void>((resolve) => (wake = resolve))
    clearTimeout(timer)
    left -= performance.now() - since
    const message = arrived.shift()
    if (message !== undefined && !signal?.aborted) return message
    await stop()
    throw failure
  }
  return { next, ask: () => worker.postMessage('more'), stop }
}
