/** The opaque mark by which a list goes on after the last row seen. */
import { isDay, reason } from '../../basis/index.ts'
import { refusedInput } from '../problems.ts'

/** Tells whether a part of a mark is what the database will take. */
export interface MarkForm {
  test(part: string): boolean
}

/** The forms of what marks are made of; an instant is told to the millisecond, as the columns of lists hold it. */
export const markForms = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  day: { test: (part) => isDay(part) },
  instant: { test: isInstant },
  number: /^\d{1,15}$/,
  /** A number that PostgreSQL's `int` holds. */
  int: /^\d{1,9}$/,
  text: /^[^\0]{0,200}$/u,
} as const satisfies Record<string, MarkForm>

/** Writes the sort keys and the id of a row as a mark. */
export function markOf(...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url')
}

/** Reads a mark whose parts have the forms given; one that this system did not write is refused. */
export function readMark<const F extends readonly MarkForm[]>(
  mark: string | undefined,
  ...forms: F
): { -readonly [K in keyof F]: string } | undefined {
  if (mark === undefined) return undefined
  const parts = partsOf(mark)
  const fits = parts?.length === forms.length && forms.every((form, at) => form.test(parts[at]!))
  if (fits) return parts as { -readonly [K in keyof F]: string }
  const message = '翻页标记不正确，请回到第一页重新查看。'
  throw refusedInput(undefined, { reasons: [reason('input.after', message, { path: 'after' })] })
}

/** Cuts the one row more than asked for off a page, and answers the mark of the last row kept, or null at the end. */
export function pageOf<T>(
  rows: readonly T[],
  size: number,
  keyOf: (row: T) => readonly string[],
): { rows: T[]; next: string | null } {
  const kept = rows.slice(0, size)
  const last = kept.at(-1)
  return { rows: kept, next: rows.length > size && last !== undefined ? markOf(...keyOf(last)) : null }
}

function isInstant(part: string): boolean {
  const at = Date.parse(part)
  return !Number.isNaN(at) && new Date(at).toISOString() === part
}

function partsOf(mark: string): string[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(mark, 'base64url').toString('utf8'))
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : undefined
  } catch {
    return undefined
  }
}
