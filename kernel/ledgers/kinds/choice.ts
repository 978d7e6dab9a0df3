/** One of a few values, kept as a stable code and shown by its label. */
import { halfWidth, ok, reason, refuse, replaceBlanks, textOf } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/** `also` maps other words people write to the code they mean. */
export interface ChoiceOptions<V extends string, R extends boolean> extends ColumnOptions<R> {
  also?: Readonly<Record<string, V>>
}

/**
 * Declares a choice; label, code and the words of `also` are read, blanks and full-width forms aside.
 *
 * @example choice('房屋等级', { A: 'A级', B: 'B级', C: 'C级', D: 'D级' }, { required: true })
 */
export function choice<const O extends Readonly<Record<string, string>>, R extends boolean = false>(
  label: string,
  labels: O,
  options: ChoiceOptions<keyof O & string, R> = {},
): Column<keyof O & string, NoInfer<R>> {
  const codes = Object.keys(labels) as (keyof O & string)[]
  const known = new Map<string, keyof O & string>()
  for (const [word, code] of Object.entries(options.also ?? {})) known.set(wordKey(word), code)
  for (const code of codes) known.set(wordKey(code), code)
  for (const code of codes) known.set(wordKey(labels[code]!), code)
  const offered = codes.map((code) => labels[code]!)
  const shown =
    offered.length > 12 ? `${offered.slice(0, 12).join('、')}等${offered.length}项` : offered.join('、')
  return makeColumn(label, options, {
    kind: 'choice',
    sqlType: 'text',
    options: codes.map((code) => ({ code, label: labels[code]! })),
    example: offered[0],
    parse(given) {
      const code = known.get(wordKey(textOf(given)))
      if (code !== undefined) return ok(code)
      return refuse(
        reason('ledger.choice.unknown', `「${given}」不在可选项中，可选：${shown}。`, { value: given }),
      )
    },
    text: (value) => labels[value] ?? value,
  })
}

function wordKey(word: string): string {
  return replaceBlanks(halfWidth(word)).toLowerCase()
}
