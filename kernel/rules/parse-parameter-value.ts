/** Reads the value of a parameter as a person writes it. */
import { halfWidth, ok, parseYuan, reason, refuse, trimBlanks, type Result } from '../basis/index.ts'
import type { Parameter } from './parameter.ts'

/**
 * Answers the value as it is stored: money written in 元 becomes 分, a percent sign and a unit behind the number are
 * understood, days must be whole.
 *
 * @example parseParameterValue(limit, '80.5元') // { ok: true, value: 8050 }
 */
export function parseParameterValue(
  { label, type, unit }: Omit<Parameter, 'values'>,
  text: string,
): Result<number> {
  if (type === 'money') return parseYuan(text)
  const clean = trimBlanks(halfWidth(text))
  const number = clean.endsWith(unit)
    ? trimBlanks(clean.slice(0, clean.length - unit.length))
    : clean.replace(/%$/, '')
  const wanted = type === 'days' ? /^\d{1,6}$/ : /^-?\d{1,12}(\.\d{1,6})?$/
  if (wanted.test(number)) return ok(Number(number))
  const example = type === 'days' ? '整数，例如30' : '数字，例如30或30.5'
  return refuse(
    reason('rules.parameter.value', `「${clean}」不能作为${label}，请填写${example}。`, { value: text }),
  )
}
