/** Money as a whole number of 分, so that sums are exact. */
import type { Brand } from './brand.ts'
import { halfWidth, textOf, trimBlanks } from './clean-text.ts'
import { ok, reason, refuse, type Result } from './result.ts'

/** An amount in 分, a safe integer; may be negative. */
export type Fen = Brand<number, 'Fen'>

/** Answers an amount counted in 分; a fraction or an unsafe integer is a bug and throws. */
export function fen(count: number): Fen {
  if (!Number.isSafeInteger(count)) throw new RangeError(`Not a whole, safe number of fen: ${count}`)
  return (count === 0 ? 0 : count) as Fen
}

/**
 * Reads an amount in 元: full-width digits, thousands separators, ¥ and 元, 万 and 亿 are understood. A blank, a dash
 * and more than two decimals are refused: none of them means zero.
 *
 * @example parseYuan('１２，０００') // { ok: true, value: 1200000 }
 * @example parseYuan('1.2万') // { ok: true, value: 1200000 }
 */
export function parseYuan(input: unknown): Result<Fen> {
  const clean = trimBlanks(halfWidth(asText(input)))
  if (clean === '') return refuse(reason('yuan.blank', '金额没有填写；没有发生请填0。', { value: input }))
  if (/^[-—–―─－/]+$/.test(clean)) {
    return refuse(
      reason('yuan.dash', `「${clean}」不是金额；没有发生请填0，不清楚请留空。`, { value: input }),
    )
  }
  const match = /^([-+−]?)[¥￥]?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?\s*(万|亿)?元?$/.exec(clean)
  if (!match) {
    return refuse(
      reason('yuan.form', `「${clean}」不是金额，请填写数字，例如7100或7100.50。`, { value: input }),
    )
  }
  const places = match[4] === '万' ? 6 : match[4] === '亿' ? 10 : 2
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > places) {
    return refuse(
      reason('yuan.decimals', `「${clean}」精确到分以下，请四舍五入到两位小数再填。`, { value: input }),
    )
  }
  const size = Number(match[2]!.replaceAll(',', '') + fraction.padEnd(places, '0'))
  if (!Number.isSafeInteger(size)) {
    return refuse(reason('yuan.size', `「${clean}」大得不合情理，请核对单位是元还是万元。`, { value: input }))
  }
  return ok(fen(match[1] === '-' || match[1] === '−' ? -size : size))
}

/**
 * Writes an amount in 元 with two decimals, grouped by thousands unless `plain` is asked; `parseYuan` reads both back.
 *
 * @example yuanText(fen(710000)) // '7,100.00'
 * @example yuanText(fen(710000), 'plain') // '7100.00'
 */
export function yuanText(amount: Fen, style: 'grouped' | 'plain' = 'grouped'): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const whole = digits.slice(0, -2)
  const shown = style === 'plain' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}${shown}.${digits.slice(-2)}`
}

function asText(input: unknown): string {
  // 15 significant digits is what Excel shows: 0.1 + 0.2 comes out of a workbook as 0.3.
  if (typeof input === 'number') return String(Number(input.toPrecision(15)))
  return textOf(input)
}
