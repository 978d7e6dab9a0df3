/** Aims one id of a request at another table: what the long run tries besides the probes. */
import type { Aim } from './aim.ts'
import type { Random } from '../demo/random.ts'
import type { Body } from './probe.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A body, and its twin that names nobody. */
export interface Pair {
  body: Body
  twin: Body
}

/** Answers the pair with one id replaced by that of a row of any table, in body and twin alike; or as it was. */
export function perturb(
  pair: Pair,
  at: { aim: Aim; nobody: Aim; tables: readonly string[] },
  random: Random,
): Pair {
  const paths = pathsOfIds(pair.body)
  if (paths.length === 0) return pair
  const path = random.pick(paths)
  const table = random.pick(at.tables)
  return {
    body: withValue(pair.body, path, at.aim.id(table)) as Body,
    twin: withValue(pair.twin, path, at.nobody.id(table)) as Body,
  }
}

type Path = readonly string[]

function pathsOfIds(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return UUID.test(value) ? [path] : []
  if (!value || typeof value !== 'object' || Buffer.isBuffer(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => pathsOfIds(inner, [...path, name]))
}

function withValue(value: unknown, [name, ...rest]: Path, put: string): unknown {
  if (name === undefined) return put
  if (Array.isArray(value))
    return value.map((inner, i) => (String(i) === name ? withValue(inner, rest, put) : inner))
  const members = value as Record<string, unknown>
  // A body marked as a collision keeps its mark.
  const copy = Object.create(null, Object.getOwnPropertyDescriptors(members)) as Record<string, unknown>
  copy[name] = withValue(members[name], rest, put)
  return copy
}
