/** A short text on one line: a name, a number of a document, an address. */
import { ok, reason, refuse, replaceBlanks, trimBlanks, type Result } from '../../basis/index.ts'
import {
  makeColumn,
  type Column,
  type ColumnOptions,
  type Given,
  type ReadContext,
  type SealKind,
} from '../column.ts'

/** `parse` is the slot for a reader of basis, such as `parsePersonName`; `max` counts characters (default 200). */
export interface TextOptions<T extends string, R extends boolean> extends ColumnOptions<R> {
  max?: number
  parse?: (given: string, context: ReadContext) => Result<T>
  /** The blind index of a sensitive text; other sensitive texts share that of the cards. */
  index?: Exclude<SealKind, 'citizen'>
  example?: string
}

/**
 * Declares a text column. A sensitive one lies encrypted in the database. A number cell is read as it is written,
 * unless it has more digits than a spreadsheet can keep.
 *
 * @example text('姓名', { required: true, parse: parsePersonName })
 */
export function text<T extends string = string, R extends boolean = false>(
  label: string,
  options: TextOptions<T, R> = {},
): Column<T, NoInfer<R>> {
  const { max = 200, parse, index, example } = options
  const sealed = options.sensitivity === 'sensitive' ? (index ?? 'card') : undefined
  return makeColumn(label, options, {
    kind: 'text',
    sqlType: sealed ? 'bytea' : 'text',
    sealed,
    example,
    parse(given, context) {
      const kept = keptText(given)
      if (!kept.ok) return kept
      // A text without a reader of its own is a string, which is what T is then.
      const read = parse ? parse(kept.value, context) : ok(replaceBlanks(trimBlanks(kept.value), ' ') as T)
      if (!read.ok) return read
      const length = [...read.value].length
      if (length <= max) return read
      return refuse(
        reason('ledger.text.length', `最多${max}个字，现在是${length}个字，请删减。`, { value: given }),
      )
    },
    text: (value) => value,
  })
}

/** The text of a cell, refused when it is a number that a spreadsheet program has already rounded. */
export function keptText(given: Given): Result<string> {
  if (typeof given === 'number' && Math.abs(given) >= 1e15) {
    const message = '数字格式的单元格放不下这么长的号码，后几位已被改变；请把该列设为文本格式，重新录入。'
    return refuse(reason('ledger.text.number-cell', message, { value: given }))
  }
  if (typeof given === 'boolean') return ok(given ? '是' : '否')
  return ok(given === null ? '' : String(given))
}
