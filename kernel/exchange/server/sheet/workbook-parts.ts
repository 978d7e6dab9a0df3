/** Writes the parts of a workbook that do not hold rows. */
import { xmlText } from './xml-text.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const sheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The looks a cell can have; `quoted` is text that begins like a formula and must stay text when edited. */
export type Look =
  'plain' | 'text' | 'money' | 'day' | 'quoted' | 'header' | 'required-header' | 'reason' | 'wrapped'

const looks: readonly Look[] = [
  'plain',
  'text',
  'money',
  'day',
  'quoted',
  'header',
  'required-header',
  'reason',
  'wrapped',
]
const indexOf = new Map(looks.map((look, index) => [look, index]))

/** The style number of a look; `wrong` is the same look on red. */
export function styleIndex(look: Look, wrong = false): number {
  return indexOf.get(look)! + (wrong ? looks.length : 0)
}

/** The style sheet: each look twice, the second time on red. */
export function stylesXml(): string {
  const formats: Record<Look, number> = {
    plain: 0,
    text: 49,
    money: 4,
    day: 164,
    quoted: 49,
    header: 49,
    'required-header': 49,
    reason: 49,
    wrapped: 49,
  }
  const xf = (look: Look, wrong: boolean) => {
    const font = look === 'header' ? 1 : look === 'required-header' ? 2 : look === 'reason' ? 3 : 0
    const fill = wrong ? 3 : look === 'header' || look === 'required-header' ? 2 : 0
    const quote = look === 'quoted' ? ' quotePrefix="1"' : ''
    const wrap = look === 'wrapped' || look === 'reason' ? '<alignment vertical="top" wrapText="1"/>' : ''
    return (
      `<xf numFmtId="${formats[look]}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" ` +
      `applyNumberFormat="1" applyFont="1" applyFill="1"${wrap ? ' applyAlignment="1"' : ''}${quote}>${wrap}</xf>`
    )
  }
  const fonts = ['', '<b/>', '<b/><color rgb="FFC00000"/>', '<color rgb="FFC00000"/>'].map((look) => {
    // CT_Font wants bold first and the colour between size and name.
    const bold = look.startsWith('<b/>') ? '<b/>' : ''
    return `<font>${bold}<sz val="11"/>${look.slice(bold.length)}<name val="宋体"/></font>`
  })
  const solid = (rgb: string) =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
  return (
    `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
    `<fonts count="${fonts.length}">${fonts.join('')}</fonts>` +
    `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
    `${solid('FFE2EFDA')}${solid('FFFFC7CE')}</fills>` +
    `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="${looks.length * 2}">${[false, true].flatMap((wrong) => looks.map((look) => xf(look, wrong))).join('')}</cellXfs>` +
    `<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  )
}

/** The list of sheets; a hidden one holds the values of the drop-down lists. */
export function workbookXml(sheets: readonly { name: string; hidden: boolean }[]): string {
  const entries = sheets.map(({ name, hidden }, index) => {
    const state = hidden ? ' state="hidden"' : ''
    return `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`
  })
  return (
    `${head}<workbook xmlns="${main}" xmlns:r="${documents}"><bookViews><workbookView activeTab="0"/></bookViews>` +
    `<sheets>${entries.join('')}</sheets></workbook>`
  )
}

/** Which part is which, from the workbook's side. */
export function workbookRelsXml(sheets: number): string {
  const entries = Array.from(
    { length: sheets },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${documents}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  entries.push(`<Relationship Id="rId${sheets + 1}" Type="${documents}/styles" Target="styles.xml"/>`)
  return `${head}<Relationships xmlns="${packages}/relationships">${entries.join('')}</Relationships>`
}

/** Which part is the workbook. */
export function rootRelsXml(): string {
  return (
    `${head}<Relationships xmlns="${packages}/relationships">` +
    `<Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
  )
}

/** What kind of content each part has. */
export function contentTypesXml(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${sheetMl}.worksheet+xml"/>`,
  )
  return (
    `${head}<Types xmlns="${packages}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${sheetMl}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${sheetMl}.styles+xml"/>${parts.join('')}</Types>`
  )
}
