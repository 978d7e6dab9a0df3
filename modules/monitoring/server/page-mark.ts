/** The opaque mark by which a list goes on. */
import { refusedInput } from '@xinlu/kernel/commands'
import { reason } from '@xinlu/kernel/basis'

/** Writes the parts of the last row as a mark. */
export function pageMark(...parts: readonly string[]): string {
  return Buffer.from(parts.join('|'), 'utf8').toString('base64url')
}

/** Reads a mark of two parts, each of its form; a mark that is none is refused. */
export function readMark(
  mark: string | undefined,
  forms: readonly [RegExp, RegExp],
): [string, string] | undefined {
  if (mark === undefined) return undefined
  const [first = '', second = '', ...rest] = Buffer.from(mark, 'base64url').toString('utf8').split('|')
  if (rest.length === 0 && forms[0].test(first) && forms[1].test(second)) return [first, second]
  throw refusedInput(undefined, {
    reasons: [reason('input.after', '翻页标记不正确，请从第一页重新查看。', { path: 'after' })],
  })
}

/** The form of an id in a mark. */
export const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The form of a day in a mark. */
export const dayForm = /^\d{4}-\d{2}-\d{2}$/
