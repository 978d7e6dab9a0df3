/** Hands the cells of a sheet to the parser of a ledger. */
import { withoutUnwritable } from '../basis/index.ts'
import type { GivenCell } from '../ledgers/index.ts'
import { cellText, type Cell } from './cell.ts'

/** Answers what a cell gives; characters that only a program leaves behind are taken out; an error or a formula gives a fault, a date its text. */
export function givenCell(cell: Cell | undefined): GivenCell {
  if (cell === undefined) return null
  switch (cell.kind) {
    case 'empty':
      return null
    case 'text':
      return withoutUnwritable(cell.text)
    case 'number':
      return cell.value
    case 'boolean':
      return cell.value
    case 'date':
      return cellText(cell)
    case 'error':
      return { fault: 'error', text: cell.text }
    case 'formula':
      return { fault: 'formula', text: cell.formula }
    default:
      return cell satisfies never
  }
}
