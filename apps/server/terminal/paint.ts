/** Colours for a terminal that has them; a file and a pipe get plain text. */
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

// What is coloured is what the eye looks for: the outcome of a condition, the urgency of a doubt, what is not in order.
const rules: readonly [pattern: RegExp, style: Style][] = [
  [/^(\s*)(✓)(?= )/u, 'green'],
  [/^(\s*)(✗|\?)(?= )/u, 'red'],
  [/^()(好)(?=　)/u, 'green'],
  [/^()(注意)(?= )/u, 'yellow'],
  [/^()(不行)(?= )/u, ['bold', 'red']],
  [/(.*)(〔红·[^〕]*〕)$/u, 'red'],
  [/(.*)(〔橙·[^〕]*〕)$/u, 'yellow'],
  [/(.*)(〔黄·[^〕]*〕)$/u, 'cyan'],
  [/^(\s+)((?:依据：|→).*)$/u, 'gray'],
]

/** Answers the line with its colours where the standard output shows them, otherwise as it was. */
export function painted(line: string): string {
  for (const [pattern, style] of rules) {
    if (!pattern.test(line)) continue
    return line.replace(pattern, (_, before: string, found: string) => before + inStyle(style, found))
  }
  return line
}

function inStyle(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout })
}
