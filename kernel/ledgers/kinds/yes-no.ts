/** 是 or 否. */
import { halfWidth, ok, reason, refuse, replaceBlanks, textOf } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

const words: Readonly<Record<string, boolean>> = {
  是: true,
  有: true,
  '√': true,
  '✓': true,
  y: true,
  yes: true,
  true: true,
  '1': true,
  否: false,
  无: false,
  没有: false,
  不是: false,
  '×': false,
  n: false,
  no: false,
  false: false,
  '0': false,
}

/**
 * Declares a yes/no column; a blank is not 否.
 *
 * @example yesNo('是否参保', { required: true })
 */
export function yesNo<R extends boolean = false>(
  label: string,
  options: ColumnOptions<R> = {},
): Column<boolean, NoInfer<R>> {
  return makeColumn(label, options, {
    kind: 'yesNo',
    sqlType: 'boolean',
    options: [
      { code: 'true', label: '是' },
      { code: 'false', label: '否' },
    ],
    example: '是',
    parse(given) {
      const value = words[replaceBlanks(halfWidth(textOf(given))).toLowerCase()]
      if (value !== undefined) return ok(value)
      return refuse(reason('ledger.yes-no.form', `「${given}」应填“是”或“否”。`, { value: given }))
    },
    text: (value) => (value ? '是' : '否'),
  })
}
