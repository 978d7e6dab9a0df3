/** The opaque mark by which a list goes on after the last row seen. */
import { refusedInput } from '@xinlu/kernel/commands'

/** Writes sort key and id as a mark. */
export function markOf(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

/** Reads a mark; refuses one that this system did not write. */
export function readMark(mark: string | undefined): { key: string; id: string } | undefined {
  if (mark === undefined) return undefined
  const parts = parsed(mark)
  if (Array.isArray(parts) && typeof parts[0] === 'string' && /^[0-9a-f-]{36}$/.test(String(parts[1]))) {
    return { key: parts[0], id: String(parts[1]) }
  }
  const message = '翻页标记不正确，请回到第一页重新查找。'
  throw refusedInput(undefined, { reasons: [{ code: 'households.mark', message, path: 'after' }] })
}

function parsed(mark: string): unknown {
  try {
    return JSON.parse(Buffer.from(mark, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** Cuts the one row more than asked for off a page, and answers the mark of the last row kept. */
export function pageOf<T>(rows: readonly T[], size: number, keyOf: (row: T) => [key: string, id: string]) {
  const kept = rows.slice(0, size)
  const last = kept.at(-1)
  return { rows: kept, next: rows.length > size && last !== undefined ? markOf(...keyOf(last)) : null }
}
