/** A text of several lines that a person wrote. */
import { ok, reason, refuse, trimBlanks } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'
import { keptText } from './text.ts'

/** `max` counts characters (default 2000). */
export interface NoteOptions<R extends boolean> extends ColumnOptions<R> {
  max?: number
}

/**
 * Declares a note; line ends are kept. A sensitive one lies encrypted in the database.
 *
 * @example note('情况说明', { max: 500 })
 */
export function note<R extends boolean = false>(
  label: string,
  options: NoteOptions<R> = {},
): Column<string, NoInfer<R>> {
  const { max = 2000 } = options
  const sealed = options.sensitivity === 'sensitive'
  return makeColumn(label, options, {
    kind: 'note',
    sqlType: sealed ? 'bytea' : 'text',
    sealed: sealed ? 'card' : undefined,
    parse(given) {
      const kept = keptText(given)
      if (!kept.ok) return kept
      const value = trimBlanks(kept.value).replace(/\r\n?/g, '\n')
      const length = [...value].length
      if (length <= max) return ok(value)
      return refuse(
        reason('ledger.note.length', `最多${max}个字，现在是${length}个字，请删减。`, { value: given }),
      )
    },
    text: (value) => value,
  })
}
