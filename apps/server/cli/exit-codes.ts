/** What each exit code of the command line means; the manual lists the same. */

/** 0 everything done; 1 refused or not in order; 2 rows with errors stayed behind; 64 wrong usage; 70 a fault of the program; 130 cancelled. */
export const exitCodes = { done: 0, refused: 1, errorRows: 2, usage: 64, fault: 70, cancelled: 130 } as const

/** One of them. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends a command with a sentence for the person at the terminal, and a code. */
export class CommandRefused extends Error {
  readonly code: ExitCode
  readonly lines: readonly string[]

  constructor(sentence: string, code: ExitCode = exitCodes.refused, lines: readonly string[] = []) {
    super(sentence)
    this.code = code
    this.lines = lines
  }
}
