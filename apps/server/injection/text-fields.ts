/** Where text can be written into a request: every string of the contract, at its place in a request that works. */
import { z } from 'zod'

/** The way to a member: names, and numbers for places in a list. */
export type Path = readonly (string | number)[]

interface JsonType {
  type?: string | string[]
  properties?: Record<string, JsonType>
  items?: JsonType
  anyOf?: JsonType[]
  additionalProperties?: JsonType | boolean
}

/** Answers the paths of all strings that `input` declares, inside the objects and first list members that `body` has. */
export function textFields(input: z.ZodType, body: unknown): Path[] {
  const declared = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonType
  return fieldsOf(declared, body).filter((path) => path[0] !== 'command')
}

function fieldsOf(declared: JsonType, body: unknown): Path[] {
  const forms = [declared, ...(declared.anyOf ?? [])]
  const own: Path[] = forms.some(({ type }) => type === 'string') ? [[]] : []
  for (const { properties, items, additionalProperties } of forms) {
    if (properties && body && typeof body === 'object') {
      for (const [name, inner] of Object.entries(properties))
        own.push(...below(name, fieldsOf(inner, (body as Record<string, unknown>)[name])))
    }
    if (items && Array.isArray(body)) own.push(...below(0, fieldsOf(items, body[0])))
    if (additionalProperties && typeof additionalProperties === 'object' && body && !Array.isArray(body)) {
      for (const [name, inner] of Object.entries(body))
        own.push(...below(name, fieldsOf(additionalProperties, inner)))
    }
  }
  // A union names the same member more than once.
  return [...new Map(own.map((path) => [path.join('/'), path])).values()]
}

const below = (name: string | number, paths: readonly Path[]) => paths.map((path): Path => [name, ...path])

/** Answers `body` with `text` at `path`. */
export function withText(body: unknown, [name, ...rest]: Path, text: unknown): unknown {
  if (name === undefined) return text
  if (typeof name === 'number')
    return ((body as unknown[]) ?? [undefined]).map((inner, at) =>
      at === name ? withText(inner, rest, text) : inner,
    )
  const members = { ...(body as Record<string, unknown>) }
  // A member called __proto__ is a member like any other, and must not be set by assignment.
  Object.defineProperty(members, name, {
    value: withText(members[name], rest, text),
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return members
}
