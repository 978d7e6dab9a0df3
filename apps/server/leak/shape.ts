/** The shape of a JSON answer: its members and the kinds of their values, whatever they are. */

/** Answers the shape as text; a list is the set of the shapes in it. */
export function shapeOf(json: string): string {
  try {
    return JSON.stringify(kindsIn(JSON.parse(json)))
  } catch {
    return 'no JSON'
  }
}

function kindsIn(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((inner) => JSON.stringify(kindsIn(inner))))].sort()
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, kindsIn(inner)]))
  return typeof value
}
