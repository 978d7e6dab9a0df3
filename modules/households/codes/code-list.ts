/** A code list: the stable codes the database holds, the official labels people read, and where the list comes from. */
import { type Day, type Result, halfWidth, ok, reason, refuse, replaceBlanks } from '@xinlu/kernel/basis'

/** A closed list of codes with its standard and the day from which it is used. */
export interface CodeList<C extends string = string> {
  title: string
  /** The standard, or the form or export in which the list is found. */
  standard: string
  from: Day
  labels: Readonly<Record<C, string>>
  /** Other spellings met in real files, each with the code it means. */
  aliases: Readonly<Record<string, C>>
}

/** The codes of a list, as a union. */
export type CodeOf<L> = L extends CodeList<infer C> ? C : never

/** Declares a code list. */
export function defineCodes<const L extends Record<string, string>>(told: {
  title: string
  standard: string
  from: Day
  labels: L
  aliases?: Record<string, keyof L & string>
}): CodeList<keyof L & string> {
  return { ...told, aliases: told.aliases ?? {} }
}

/** Tells whether a value is a code of the list. */
export function isCode<C extends string>(list: CodeList<C>, value: unknown): value is C {
  return typeof value === 'string' && Object.hasOwn(list.labels, value)
}

/** Lists the codes in the order of the list. */
export function codesOf<C extends string>(list: CodeList<C>): C[] {
  return Object.keys(list.labels) as C[]
}

/** Answers the official label of a code; nothing for nothing. */
export function labelOf<C extends string>(list: CodeList<C>, code: C): string
export function labelOf<C extends string>(list: CodeList<C>, code: C | null | undefined): string | null
export function labelOf<C extends string>(list: CodeList<C>, code: C | null | undefined): string | null {
  return code === null || code === undefined ? null : (list.labels[code] ?? code)
}

/**
 * Reads a label, a known other spelling or the code itself; blanks and full-width characters do not matter.
 * Refuses anything else with the labels that would have been right.
 */
export function parseCode<C extends string>(list: CodeList<C>, input: string): Result<C> {
  const text = replaceBlanks(halfWidth(input))
  if (isCode(list, text)) return ok(text)
  const byLabel = byText(list).get(text)
  if (byLabel !== undefined) return ok(byLabel)
  const labels = Object.values<string>(list.labels)
  const known = labels.length > 12 ? `${labels.slice(0, 12).join('、')}等` : labels.join('、')
  const message = `「${text}」不是${list.title}的规范写法，应为：${known}。请改正后再提交。`
  return refuse(reason('households.code', message, { value: input }))
}

const indexes = new WeakMap<CodeList, Map<string, string>>()

function byText<C extends string>(list: CodeList<C>): Map<string, C> {
  let index = indexes.get(list)
  if (!index) {
    index = new Map(
      [
        ...Object.entries<string>(list.labels).map(([code, label]) => [label, code]),
        ...Object.entries<string>(list.aliases),
      ].map(([text, code]) => [replaceBlanks(halfWidth(text!)), code!] as const),
    )
    indexes.set(list, index)
  }
  return index as Map<string, C>
}
