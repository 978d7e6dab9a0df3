/** Takes out of reasons what must not lie in the database in the clear. */
import type { Reason } from '../basis/index.ts'
import type { Ledger } from '../ledgers/index.ts'

// Eleven digits are a telephone number, more are a card or an identity number, wherever somebody typed them.
const longNumber = /\d{11,}[\dXx]?/g

/** Masks long numbers in sentences and drops the value of columns that lie sealed; codes and places stay. */
export function quietReasons(ledger: Ledger, reasons: readonly Reason[]): Reason[] {
  return reasons.map(({ code, message, path, value }) => {
    const column = path === undefined ? undefined : ledger.columns[path]
    const quiet: Reason = { code, message: maskNumbers(message) }
    if (path !== undefined) quiet.path = path
    if (value !== undefined && column && !column.sealed) quiet.value = maskNumbers(value)
    return quiet
  })
}

/** Leaves three digits of every number of eleven digits or more. */
export function maskNumbers(text: string): string {
  return text.replace(longNumber, (digits) => digits.slice(0, 3) + '*'.repeat(digits.length - 3))
}
