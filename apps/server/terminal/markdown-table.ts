/** Tables for pages: GitHub's pipes. */

/** Answers the table; `sides` says for each column where its cells stand. */
export function markdownTable(
  head: readonly string[],
  sides: readonly ('left' | 'right')[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`
  return [
    line(head),
    `|${sides.map((side) => (side === 'right' ? '---:' : '---')).join('|')}|`,
    ...rows.map(line),
  ].join('\n')
}

// A pipe or a line break inside a cell would end it.
function cellText(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
}
