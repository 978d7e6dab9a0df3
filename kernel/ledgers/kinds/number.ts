/** A count or a measure: people, days, 亩, 平方米. */
import { halfWidth, ok, reason, refuse, replaceBlanks, textOf } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/** `decimals` is how many are kept (default none); `min` and `max` are included; `unit` is cut off when typed. */
export interface NumberOptions<R extends boolean> extends ColumnOptions<R> {
  min?: number
  max?: number
  decimals?: number
  unit?: string
}

/**
 * Declares a number column; without decimals it is a whole number of 32 bits. Thousands separators and full-width
 * digits are read; 万 is not, because a count is typed in full.
 *
 * @example number('面积', { min: 0, decimals: 2, unit: '亩' })
 */
export function number<R extends boolean = false>(
  label: string,
  options: NumberOptions<R> = {},
): Column<number, NoInfer<R>> {
  const { decimals = 0, unit, min = -2_147_483_648, max = 2_147_483_647 } = options
  return makeColumn(label, options, {
    kind: 'number',
    sqlType: decimals === 0 ? 'integer' : `numeric(14,${decimals})`,
    example: decimals === 0 ? '3' : (3.5).toFixed(decimals),
    parse(given) {
      // 15 significant digits is what Excel shows: 0.1 + 0.2 comes out of a workbook as 0.3.
      const raw = typeof given === 'number' ? String(Number(given.toPrecision(15))) : textOf(given)
      let clean = replaceBlanks(halfWidth(raw))
      if (unit && clean.endsWith(unit)) clean = clean.slice(0, -unit.length)
      if (!/^[-+−]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$/.test(clean)) {
        return refuse(reason('ledger.number.form', `「${raw}」不是数字，请只填数字。`, { value: given }))
      }
      const plain = clean.replaceAll(',', '').replace('−', '-')
      const fraction = (plain.split('.')[1] ?? '').replace(/0+$/, '')
      if (fraction.length > decimals) {
        const rule = decimals === 0 ? '应为整数' : `最多${decimals}位小数`
        return refuse(reason('ledger.number.decimals', `「${raw}」${rule}，请核对。`, { value: given }))
      }
      const value = Number(plain)
      if (value < min || value > max) {
        const rule = value < min ? `不能小于${min}` : `不能大于${max}`
        return refuse(reason('ledger.number.range', `「${raw}」${rule}，请核对。`, { value: given }))
      }
      return ok(value === 0 ? 0 : value)
    },
    text: (value) => value.toFixed(decimals),
  })
}
