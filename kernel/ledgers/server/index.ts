/** The server face of ledgers: lists and counts under the actor's clearance, and the comparison with the table. */
export { compareWithTable } from './compare-with-table.ts'
export {
  countQuery,
  listQuery,
  type ListAsked,
  type ListBench,
  type ListedRow,
  type ListFilter,
} from './list-query.ts'
export { shownValue, type ShownValue } from './shown-value.ts'
