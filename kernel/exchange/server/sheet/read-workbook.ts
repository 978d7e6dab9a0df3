/** Reads the frame of a workbook: its sheets, date system, date styles and shared texts. */
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import type { SheetLimits } from '../../limits.ts'
import { sheetReason } from '../../sheet-problem.ts'
import { isDateFormat, type SerialDay } from './date-format.ts'
import { parseWholePart, prefixedAttribute } from './parse-part.ts'
import { RefusedFile } from './refused-file.ts'
import { decodeEscapes } from './xml-text.ts'

/** One sheet as the workbook lists it. */
export type SheetEntry = { name: string; hidden: boolean; entry: Entry }

/** Everything a sheet's cells refer to. */
export type Workbook = {
  zip: ZipFile
  sheets: SheetEntry[]
  date1904: boolean
  sharedTexts: string[]
  /** Whether the cell style of this index shows a date. */
  dateStyles: boolean[]
  /** Days already worked out: a register repeats its dates, and each costs a walk through the calendar. */
  days: Map<number, SerialDay | null>
}

/** Opens a workbook that passed `checkZip`; the caller closes `zip`. */
export async function readWorkbook(path: string, limits: SheetLimits): Promise<Workbook> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true })
  try {
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
    const workbookPart = entries.get('xl/workbook.xml')
    if (!workbookPart) throw new RefusedFile(sheetReason('not-a-workbook'))
    const targets = await readTargets(zip, entries.get('xl/_rels/workbook.xml.rels'))
    const find = (target: string) => entries.get(partPath(target).toLowerCase())
    const { listed, date1904 } = await readSheetList(zip, workbookPart)
    const sheets: SheetEntry[] = []
    for (const { name, hidden, id } of listed) {
      const target = targets.find((one) => one.id === id && one.kind === 'worksheet')
      const entry = target && find(target.target)
      if (entry) sheets.push({ name, hidden, entry })
    }
    if (sheets.length === 0) throw new RefusedFile(sheetReason('not-a-workbook'))
    const partOf = (kind: string) => {
      const target = targets.find((one) => one.kind === kind)
      return target && find(target.target)
    }
    const dateStyles = await readDateStyles(zip, partOf('styles'))
    const sharedTexts = await readSharedTexts(zip, partOf('sharedStrings'), limits)
    return { zip, sheets, date1904, sharedTexts, dateStyles, days: new Map() }
  } catch (error) {
    zip.close()
    throw error
  }
}

function partPath(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
}

type Target = { id: string; kind: string; target: string }

async function readTargets(zip: ZipFile, entry: Entry | undefined): Promise<Target[]> {
  const targets: Target[] = []
  if (!entry) return targets
  await parseWholePart(zip, entry, {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      // The strict and the transitional form differ only in the address before the last word.
      if (name === 'Relationship')
        targets.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), target: Target })
    },
    text: () => {},
    close: () => {},
  })
  return targets
}

async function readSheetList(zip: ZipFile, entry: Entry) {
  const listed: { name: string; hidden: boolean; id: string | undefined }[] = []
  let date1904 = false
  await parseWholePart(zip, entry, {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name !== 'sheet') return
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      listed.push({ name: attributes.name ?? '', hidden, id: prefixedAttribute(attributes, 'id') })
    },
    text: () => {},
    close: () => {},
  })
  return { listed, date1904 }
}

async function readDateStyles(zip: ZipFile, entry: Entry | undefined): Promise<boolean[]> {
  const formats = new Map<number, string>()
  const dateStyles: boolean[] = []
  if (!entry) return dateStyles
  let inCellStyles = false
  await parseWholePart(zip, entry, {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCellStyles = true
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attributes.numFmtId ?? 0)
        dateStyles.push(isDateFormat(id, formats.get(id)))
      }
    },
    text: () => {},
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false
    },
  })
  return dateStyles
}

async function readSharedTexts(
  zip: ZipFile,
  entry: Entry | undefined,
  limits: SheetLimits,
): Promise<string[]> {
  const texts: string[] = []
  if (!entry) return texts
  let text = ''
  let reading = false
  let phonetic = false
  await parseWholePart(zip, entry, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') reading = !phonetic
    },
    text: (piece) => {
      if (reading) text += piece
    },
    close: (name) => {
      if (name === 't') reading = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        if (text.length > limits.cellCharacters) throw new RefusedFile(sheetReason('long-cell', '某个单元格'))
        texts.push(decodeEscapes(text))
      }
    },
  })
  return texts
}
