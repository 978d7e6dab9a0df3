/** Tables for the terminal, in which a Chinese character is two columns wide. */

/** Answers the lines of a table; numbers are right-aligned. */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  const all = [header, ...rows.map((row) => row.map(String))]
  const widths = header.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  const line = (row: readonly string[], numeric: readonly boolean[]) =>
    `  ${row.map((cell, column) => padded(cell, widths[column]!, numeric[column]!)).join('  ')}`.trimEnd()
  const isNumeric = header.map((_, column) => rows.length > 0 && rows.every((row) => isAmount(row[column])))
  return [line(header, isNumeric), ...rows.map((row) => line(row.map(String), isNumeric))]
}

function isAmount(cell: string | number | undefined): boolean {
  return typeof cell === 'number' || /^[+-]?[\d,]{1,11}(\.\d+)?%?$/.test(cell ?? '')
}

/** Answers how many columns a text takes. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]/u.test(
        char,
      )
        ? 2
        : 1
  return width
}

function padded(text: string, width: number, right: boolean): string {
  const blank = ' '.repeat(Math.max(0, width - widthOf(text)))
  return right ? blank + text : text + blank
}
