/** An amount of money, typed in 元 and kept in 分. */
import { parseYuan, reason, refuse, yuanText, type Fen } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/** `max` in 元, `negative` when refunds may be entered (default not). */
export interface MoneyOptions<R extends boolean> extends ColumnOptions<R> {
  max?: number
  negative?: boolean
}

/**
 * Declares a money column.
 *
 * @example money('自付金额(元)', { required: true })
 */
export function money<R extends boolean = false>(
  label: string,
  options: MoneyOptions<R> = {},
): Column<Fen, NoInfer<R>> {
  const { max, negative = false } = options
  return makeColumn(label, options, {
    kind: 'money',
    sqlType: 'bigint',
    example: '1234.50',
    parse(given) {
      const read = parseYuan(given)
      if (!read.ok) return read
      if (read.value < 0 && !negative) {
        return refuse(
          reason('ledger.money.negative', `金额「${given}」不能小于0，请核对。`, { value: given }),
        )
      }
      if (max !== undefined && read.value > max * 100) {
        const message = `金额「${given}」超过${max}元，请核对单位是元还是万元。`
        return refuse(reason('ledger.money.max', message, { value: given }))
      }
      return read
    },
    text: (value) => yuanText(value, 'plain'),
  })
}
