/** Looks through what the process wrote down. */
import type { Payload } from './corpus.ts'

const SHORT = 6

/** Answers the lines that are not one line of JSON, or that hold a payload longer than a word. */
export function brokenLines(lines: readonly string[], payloads: readonly Payload[]): string[] {
  const long = payloads.map(({ text }) => text).filter((text) => text.length > SHORT)
  return lines.filter((line) => {
    if (!/^\{[^\n]*\}\n?$/.test(line) || !isJson(line)) return true
    return long.some((text) => line.includes(text) || line.includes(JSON.stringify(text).slice(1, -1)))
  })
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}
