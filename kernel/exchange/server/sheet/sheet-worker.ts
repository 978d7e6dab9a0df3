/** The reading thread: parses one file and hands its rows over, one batch for every batch asked for. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { ZipFile } from 'yauzl'
import type { SheetRow } from '../../cell.ts'
import { sheetReason } from '../../sheet-problem.ts'
import { detectEncoding } from './detect-encoding.ts'
import { packRows } from './pack-rows.ts'
import { readCsv } from './read-csv.ts'
import { readRows } from './read-rows.ts'
import { readWorkbook, type SheetEntry } from './read-workbook.ts'
import { RefusedFile } from './refused-file.ts'
import type { OpenedSheet, SheetMessage, SheetTask } from './sheet-message.ts'

type Reading = { opened: OpenedSheet; batches: AsyncGenerator<SheetRow[]>; merges: string[] }

async function start(task: SheetTask): Promise<Reading> {
  const merges: string[] = []
  if (task.format === 'csv') {
    const encoding = await detectEncoding(task.path)
    const opened = { sheetName: task.name, sheetNames: [task.name], encoding }
    return { opened, batches: readCsv(task.path, encoding, task.limits), merges }
  }
  const workbook = await readWorkbook(task.path, task.limits)
  const sheet = chooseSheet(workbook.sheets, task.sheet)
  const opened = { sheetName: sheet.name, sheetNames: workbook.sheets.map((one) => one.name), encoding: null }
  return { opened, batches: closing(readRows(workbook, sheet, task.limits, merges), workbook.zip), merges }
}

async function* closing(batches: AsyncGenerator<SheetRow[]>, zip: ZipFile): AsyncGenerator<SheetRow[]> {
  try {
    yield* batches
  } finally {
    zip.close()
  }
}

function chooseSheet(sheets: SheetEntry[], wanted: string | null): SheetEntry {
  if (wanted === null) return sheets.find((one) => !one.hidden) ?? sheets[0]!
  const sheet = sheets.find((one) => one.name.trim() === wanted.trim())
  if (sheet) return sheet
  const names = sheets.map((one) => `“${one.name}”`).join('、')
  throw new RefusedFile(sheetReason('no-such-sheet', `“${wanted}”，文件中有${names}`))
}

async function run(port: MessagePort, task: SheetTask): Promise<void> {
  const say = (message: SheetMessage) => port.postMessage(message)
  let credit = 0
  let wake = () => {}
  port.on('message', () => {
    credit += 1
    wake()
  })
  try {
    const { opened, batches, merges } = await start(task)
    say({ kind: 'opened', opened })
    for await (const rows of batches) {
      const packed = packRows(rows)
      while (credit === 0) await new Promise<void>((resolve) => (wake = resolve))
      credit -= 1
      say({ kind: 'rows', packed })
    }
    say({ kind: 'end', merges })
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    say({ kind: 'refused', reasons: error.reasons })
  }
}

if (parentPort) await run(parentPort, workerData as SheetTask).finally(() => parentPort?.close())
