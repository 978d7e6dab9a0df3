/** A day of the office calendar. */
import { parseDay, reason, refuse, type Day } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/** `future` lets days after today pass (default not); `from` is the first day that passes. */
export interface DayOptions<R extends boolean> extends ColumnOptions<R> {
  future?: boolean
  from?: Day
}

/**
 * Declares a day column.
 *
 * @example day('结算日期', { required: true })
 */
export function day<R extends boolean = false>(
  label: string,
  options: DayOptions<R> = {},
): Column<Day, NoInfer<R>> {
  const { future = false, from } = options
  return makeColumn(label, options, {
    kind: 'day',
    sqlType: 'date',
    example: '2023-02-01',
    parse(given, { today }) {
      const read = parseDay(given)
      if (!read.ok) return read
      if (!future && read.value > today) {
        return refuse(reason('ledger.day.future', `日期${read.value}在今天以后，请核对。`, { value: given }))
      }
      if (from !== undefined && read.value < from) {
        return refuse(reason('ledger.day.early', `日期${read.value}早于${from}，请核对。`, { value: given }))
      }
      return read
    },
    text: (value) => value,
  })
}
