/** The answer of everything that may refuse: a value, or all the reasons against it. */

/** Why something was refused or repaired: a stable code, and a Chinese sentence that says what to do. */
export type Reason = {
  code: string
  message: string
  /** Where in the input, as dotted keys: `head.citizenId`. */
  path?: string
  /** The value as it was given, cut to 200 characters. */
  value?: string
}

/** The value, with a note for each repair that was made on the way. */
export type Accepted<T> = { ok: true; value: T; notes?: Reason[] }

/** No value, and every reason why. */
export type Refused = { ok: false; reasons: Reason[] }

/** A value or the reasons against it; never both, never an exception. */
export type Result<T> = Accepted<T> | Refused

/**
 * Accepts a value; notes are kept only when there are any.
 *
 * @example ok(7) // { ok: true, value: 7 }
 */
export function ok<T>(value: T, notes: Reason[] = []): Accepted<T> {
  return notes.length > 0 ? { ok: true, value, notes } : { ok: true, value }
}

/** Refuses with all the reasons given; refusing without a reason is a bug and throws. */
export function refuse(...reasons: Reason[]): Refused {
  if (reasons.length === 0) throw new TypeError('A refusal needs at least one reason')
  return { ok: false, reasons }
}

/** Makes a reason; `value` may be anything and is kept as short text. */
export function reason(
  code: string,
  message: string,
  extra: { path?: string; value?: unknown } = {},
): Reason {
  const made: Reason = { code, message }
  if (extra.path !== undefined) made.path = extra.path
  if (extra.value !== undefined && extra.value !== null) made.value = String(extra.value).slice(0, 200)
  return made
}

type ValueOf<R> = R extends Accepted<infer V> ? V : never

/**
 * Turns a record of results into the result of a record: all values, or all reasons at once, each with its key as path.
 *
 * @example collect({ a: ok(1), b: ok('x') }) // { ok: true, value: { a: 1, b: 'x' } }
 */
export function collect<R extends Record<string, Result<unknown>>>(
  results: R,
): Result<{ [K in keyof R]: ValueOf<R[K]> }> {
  const value: Record<string, unknown> = {}
  const notes: Reason[] = []
  const reasons: Reason[] = []
  for (const [key, result] of Object.entries(results)) {
    if (result.ok) {
      value[key] = result.value
      notes.push(...(result.notes ?? []).map((note) => under(key, note)))
    } else {
      reasons.push(...result.reasons.map((why) => under(key, why)))
    }
  }
  if (reasons.length > 0) return { ok: false, reasons }
  return ok(value as { [K in keyof R]: ValueOf<R[K]> }, notes)
}

function under(key: string, inner: Reason): Reason {
  return { ...inner, path: inner.path === undefined ? key : `${key}.${inner.path}` }
}
