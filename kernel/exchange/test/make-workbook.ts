/** Makes workbooks part by part, as no office program would: the good, the odd and the hostile. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { SheetRow } from '../cell.ts'
import type { OpenSheet } from '../server/sheet/open-sheet.ts'

/** The parts of a zip by name. */
export type Parts = Record<string, string | Buffer>

const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** Zips parts in their order. */
export function zipOf(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

/** The parts of a workbook around the XML inside its sheets; `shared` are shared texts, `formats` custom formats. */
export function workbookParts(
  sheets: Record<string, string>,
  { shared = [], formats = [], date1904 = false, hidden = [] }: Partial<WorkbookExtras> = {},
): Parts {
  const names = Object.keys(sheets)
  const parts: Parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rels}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${names
      .map((name, at) => {
        const state = hidden.includes(name) ? ' state="hidden"' : ''
        return `<sheet name="${name}" sheetId="${at + 1}"${state} r:id="s${at}"/>`
      })
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map(
        (_, at) =>
          `<Relationship Id="s${at}" Type="${rels}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join('')}<Relationship Id="t" Type="${rels}/sharedStrings" Target="/xl/sharedStrings.xml"/>
      <Relationship Id="f" Type="${rels}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((one) => `<si>${one}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code}"/>`)
      .join(
        '',
      )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>${formats
      .map((_, at) => `<xf numFmtId="${200 + at}"/>`)
      .join('')}</cellXfs></styleSheet>`,
  }
  names.forEach((name, at) => {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet xmlns="${main}">${sheets[name]}</worksheet>`
  })
  return parts
}

type WorkbookExtras = { shared: string[]; formats: string[]; date1904: boolean; hidden: string[] }

/** Rewrites the unpacked size that a zip declares for a part, in both of its directories. */
export function lieAboutSize(zip: Buffer, part: string, size: number): Buffer {
  const lying = Buffer.from(zip)
  for (const [magic, sizeAt, nameAt] of [
    [0x04034b50, 22, 30],
    [0x02014b50, 24, 46],
  ] as const) {
    for (let at = 0; at < lying.length - nameAt; at++) {
      if (lying.readUInt32LE(at) !== magic) continue
      if (lying.subarray(at + nameAt, at + nameAt + part.length).toString() !== part) continue
      lying.writeUInt32LE(size, at + sizeAt)
    }
  }
  return lying
}

/** Marks every part of a zip as encrypted. */
export function markEncrypted(zip: Buffer): Buffer {
  const marked = Buffer.from(zip)
  for (let at = 0; at < marked.length - 8; at++) {
    if (marked.readUInt32LE(at) === 0x02014b50) marked.writeUInt16LE(marked.readUInt16LE(at + 8) | 1, at + 8)
  }
  return marked
}

/** A folder for one test file; `put` writes a file into it, `remove` clears it away. */
export async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'xinlu-sheet-'))
  let count = 0
  const path = (name: string) => join(folder, name)
  return {
    path,
    async put(content: Buffer | string): Promise<string> {
      const file = path(`file-${(count += 1)}`)
      await writeFile(file, content)
      return file
    },
    remove: () => rm(folder, { recursive: true }),
  }
}

/** Reads an open sheet to its end. */
export async function allRows(sheet: OpenSheet): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const batch of sheet.rows()) rows.push(...batch)
  return rows
}
