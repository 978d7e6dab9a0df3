/** A person, named by the citizen's identity number; encrypted at rest, found by its blind index. */
import { ok, parseCitizenId, type CitizenNumber } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/**
 * Declares a person column; its value is the 18 characters. Sensitive unless told otherwise.
 *
 * @example person('证件号码', { required: true, aliases: ['身份证号', '身份证号码', '公民身份号码'] })
 */
export function person<R extends boolean = false>(
  label: string,
  options: ColumnOptions<R> = {},
): Column<CitizenNumber, NoInfer<R>> {
  return makeColumn(label, options, {
    kind: 'person',
    sqlType: 'bytea',
    sealed: 'citizen',
    sensitivity: 'sensitive',
    parse(given, context) {
      const read = parseCitizenId(given, context)
      return read.ok ? ok(read.value.value, read.notes) : read
    },
    text: (value) => value,
  })
}
