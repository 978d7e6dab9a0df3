/** A place of the administrative tree. */
import {
  divisionCodeText,
  levelOf,
  parseDivisionCode,
  reason,
  refuse,
  textOf,
  trimBlanks,
} from '../../basis/index.ts'
import type { DivisionCode, DivisionLevel, Result } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/** `level` is the only level that passes. */
export interface PlaceOptions<R extends boolean> extends ColumnOptions<R> {
  level?: DivisionLevel
}

const levels: Record<DivisionLevel, string> = {
  province: '省',
  city: '市',
  county: '县',
  township: '乡镇',
  village: '村',
}

/**
 * Declares a place column; a code is read, or a name or path of names when the reader can look places up, and then
 * only the code of a place there is.
 *
 * @example place('所在村', { required: true, level: 'village' })
 */
export function place<R extends boolean = false>(
  label: string,
  options: PlaceOptions<R> = {},
): Column<DivisionCode, NoInfer<R>> {
  return makeColumn(label, options, {
    kind: 'place',
    sqlType: 'bigint',
    example: '140902101201',
    parse(given, context): Result<DivisionCode> {
      const written = trimBlanks(textOf(given))
      // A code is looked up too: one that no place has would put the record where nobody looks for it.
      const read = context.place ? context.place(written) : parseDivisionCode(given)
      if (!read.ok || options.level === undefined || levelOf(read.value) === options.level) return read
      const message = `「${written}」不是${levels[options.level]}一级，请填写到${levels[options.level]}。`
      return refuse(reason('ledger.place.level', message, { value: given }))
    },
    text: (value) => divisionCodeText(value),
  })
}
