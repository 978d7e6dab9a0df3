/** Prints answers: lines for people, JSON for programs. */
import { painted } from '../terminal/paint.ts'
import { terminalJson, terminalText } from '../terminal/terminal-text.ts'

/** The option every command with an answer has. */
export const jsonOption = ['--json', '输出 JSON，供程序读取'] as const

/** Prints lines to the standard output. */
export function printLines(lines: readonly string[]): void {
  console.log(lines.map(terminalText).map(painted).join('\n'))
}

/** Prints a value as JSON to the standard output. */
export function printJson(value: unknown): void {
  console.log(terminalJson(value))
}
