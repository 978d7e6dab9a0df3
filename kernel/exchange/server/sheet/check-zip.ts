/** Looks at a zip before anything is parsed, so that bombs and foreign contents never reach a parser. */
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { ok, refuse, type Reason, type Result } from '../../../basis/index.ts'
import { sheetLimits, type SheetLimits } from '../../limits.ts'
import { sheetReason } from '../../sheet-problem.ts'

/** What the check found: how many parts, and the bytes they unpack to as declared. */
export type ZipMeasure = { entries: number; packedBytes: number; unpackedBytes: number }

type ZipLimits = Pick<SheetLimits, 'zipEntries' | 'zipBytes' | 'zipRatio'>

const allowedPart =
  /^(\[Content_Types\]\.xml|(_rels|docProps|xl|customXml)\/.*\.(xml|rels|vml|png|jpe?g|gif|bmp|emf|wmf|tiff?|svg)|xl\/printerSettings\/[^/]+\.bin)$/i
const macroPart = /(^|\/)(vbaProject[^/]*\.bin|vbaData\.xml|macrosheets\/.*)$/i
const externalPart = /(^|\/)externalLinks\//i

/** Bytes at the start of an XML part in which a document type would have to stand. */
const prologueBytes = 4096

/**
 * Accepts a zip that is an OOXML workbook within the limits, or refuses with every reason found in its directory;
 * unpacks nothing but the first 4 KB of each XML part. The sizes are the declared ones: `readPart` of `read-zip.ts`
 * counts the real bytes while it reads.
 */
export async function checkZip(path: string, limits: ZipLimits = sheetLimits): Promise<Result<ZipMeasure>> {
  let zip: ZipFile
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true })
  } catch {
    return refuse(sheetReason('damaged', '压缩包打不开'))
  }
  try {
    if (zip.entryCount > limits.zipEntries)
      return refuse(sheetReason('too-many-parts', String(zip.entryCount)))
    const entries: Entry[] = []
    try {
      for await (const entry of zip.eachEntry()) entries.push(entry)
    } catch (error) {
      return refuse(directoryFault(error))
    }
    const reasons = directoryReasons(entries, limits)
    if (reasons.length > 0) return refuse(...reasons)
    for (const entry of entries) {
      const fault = await prologueFault(zip, entry)
      if (fault) reasons.push(fault)
    }
    if (reasons.length > 0) return refuse(...reasons)
    return ok(measure(entries))
  } finally {
    zip.close()
  }
}

function directoryReasons(entries: readonly Entry[], limits: ZipLimits): Reason[] {
  const { packedBytes, unpackedBytes } = measure(entries)
  const names = new Set<string>()
  const reasons: Reason[] = []
  for (const entry of entries) {
    const name = entry.fileName
    if (names.has(name.toLowerCase())) reasons.push(sheetReason('part-name', name))
    names.add(name.toLowerCase())
    if (entry.isEncrypted()) reasons.push(sheetReason('encrypted'))
    else if (macroPart.test(name)) reasons.push(sheetReason('macro'))
    else if (externalPart.test(name)) reasons.push(sheetReason('external-link'))
    else if (!name.endsWith('/') && !allowedPart.test(name)) reasons.push(sheetReason('foreign-part', name))
  }
  if (unpackedBytes > limits.zipBytes) {
    reasons.push(sheetReason('too-heavy', String(Math.floor(limits.zipBytes / 1_000_000))))
  }
  const ratio = unpackedBytes / Math.max(packedBytes, 1)
  if (ratio > limits.zipRatio) reasons.push(sheetReason('over-packed', String(Math.round(ratio))))
  if (!names.has('[content_types].xml') || !names.has('xl/workbook.xml')) {
    // The missing workbook explains every foreign part: a docx or a bundle of files is simply not a workbook.
    return [...reasons.filter((why) => !why.code.endsWith('.foreign-part')), sheetReason('not-a-workbook')]
  }
  return distinct(reasons)
}

function distinct(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((why) => [`${why.code} ${why.value ?? ''}`, why])).values()].slice(0, 10)
}

function measure(entries: readonly Entry[]): ZipMeasure {
  let packedBytes = 0
  let unpackedBytes = 0
  for (const entry of entries) {
    packedBytes += entry.compressedSize
    unpackedBytes += entry.uncompressedSize
  }
  return { entries: entries.length, packedBytes, unpackedBytes }
}

function directoryFault(error: unknown): Reason {
  const text = error instanceof Error ? error.message : ''
  const name = /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)$/.exec(text)
  if (name) return sheetReason('part-name', name[1])
  // yauzl refuses a stored entry whose two sizes differ: the cheapest lie of all.
  if (text.includes('size mismatch')) return sheetReason('lying-size', '目录')
  return sheetReason('damaged', '压缩目录有误')
}

async function prologueFault(zip: ZipFile, entry: Entry): Promise<Reason | null> {
  if (!/\.(xml|rels|vml|svg)$/i.test(entry.fileName)) return null
  let head = Buffer.alloc(0)
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream) {
      head = Buffer.concat([head, chunk as Buffer])
      if (head.length >= prologueBytes) break
    }
  } catch (error) {
    return partFault(error, entry.fileName)
  }
  // UTF-16 would hide the declaration from this search, and no office program writes it.
  if (head.includes('<!DOCTYPE') || head.includes('<!ENTITY') || head.includes(0)) {
    return sheetReason('dtd', entry.fileName)
  }
  return null
}

/** The reason for a part that could not be unpacked: its size was a lie, or it is damaged. */
export function partFault(error: unknown, part: string): Reason {
  const text = error instanceof Error ? error.message : ''
  if (/too many bytes in the stream|not enough bytes in the stream|size mismatch/.test(text)) {
    return sheetReason('lying-size', part)
  }
  return sheetReason('damaged', part)
}
