/** Tells the person at the terminal why a command did not do its work. */
import { KeyRefused } from '@xinlu/kernel/access/server'
import { problemOf } from '@xinlu/kernel/commands/server'
import { BackupRefused } from '../backup/problems.ts'
import { terminalText } from '../terminal/terminal-text.ts'
import { isCancelled } from './cancelling.ts'
import { CommandRefused, type ExitCode, exitCodes } from './exit-codes.ts'

/** Prints the sentence of a failure on stderr and answers the exit code; a bug shows its trace only when asked. */
export function tellFailure(error: unknown): ExitCode {
  if (isCancelled(error)) {
    console.error('已取消，没有留下任何改动。')
    return exitCodes.cancelled
  }
  if (error instanceof CommandRefused) {
    tell(error.message, error.lines)
    return error.code
  }
  if (error instanceof KeyRefused) {
    tell(error.message, [])
    return exitCodes.refused
  }
  if (error instanceof BackupRefused) {
    tell(error.message, error.lines)
    return exitCodes.refused
  }
  const isDebugging = process.env['XINLU_DEBUG'] === 'yes'
  if (isDebugging) console.error(error)
  const problem = problemOf(error, {})
  if (problem) {
    tell(
      problem.detail,
      (problem.reasons ?? []).map(({ message }) => message),
    )
    return exitCodes.refused
  }
  console.error(terminalText(`程序出错：${error instanceof Error ? error.message : String(error)}`))
  if (!isDebugging) console.error('要看详细的出错位置，请在命令前加 XINLU_DEBUG=yes 再运行一次。')
  return exitCodes.fault
}

function tell(sentence: string, lines: readonly string[]): void {
  console.error(terminalText(sentence))
  for (const line of lines) if (!sentence.includes(line)) console.error(terminalText(`  · ${line}`))
}
