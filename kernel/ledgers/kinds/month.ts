/** A month of the office calendar. */
import { isDay, monthOf, ok, parseMonth, type Month } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/**
 * Declares a month column; a date cell counts as its month, because that is how a spreadsheet program keeps 2023年5月.
 *
 * @example month('费款所属期')
 */
export function month<R extends boolean = false>(
  label: string,
  options: ColumnOptions<R> = {},
): Column<Month, NoInfer<R>> {
  return makeColumn(label, options, {
    kind: 'month',
    sqlType: 'text',
    example: '2023-05',
    parse: (given) => (isDay(given) ? ok(monthOf(given)) : parseMonth(given)),
    text: (value) => value,
  })
}
