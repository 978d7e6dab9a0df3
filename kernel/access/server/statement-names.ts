/** Names for statements that come again, so that PostgreSQL keeps them parsed and planned on each connection. */

/** The names of one pool. */
export interface StatementNames {
  /** Answers the name under which to send a statement for a scope of this width, or nothing: send it without. */
  nameOf(text: string, width: string): string | undefined
  /** Forgets all names: the tables changed under the statements, so each is parsed anew under a new name. */
  forget(): void
  /** How often all names were forgotten; a connection from before still holds the old ones. */
  readonly generation: number
}

// Each connection keeps what it has parsed, some 30 kB a statement; fifty people at work have fewer that come again.
const MOST_NAMES = 400
const MOST_CANDIDATES = 5000
// The long texts are runs of rules, each different, a few in an hour.
const LONGEST = 20_000
// Several statements in one text cannot be prepared.
const PLANNED = /^\s*(select|insert|update|delete|with)\b[^;]*$/i

/**
 * Starts with no names. A statement gets its name when it comes for the second time. When there are as many names as a
 * connection should hold, all are forgotten, and those that come again are named again.
 */
export function statementNames(): StatementNames {
  const names = new Map<string, string>()
  const candidates = new Set<string>()
  let made = 0
  let generation = 0
  const forget = () => {
    for (const key of names.keys()) candidates.add(key)
    names.clear()
    generation += 1
  }
  return {
    nameOf(text, width) {
      const key = width + text
      const known = names.get(key)
      if (known !== undefined) return known
      if (text.length > LONGEST || !PLANNED.test(text)) return undefined
      if (candidates.delete(key)) {
        if (names.size >= MOST_NAMES) forget()
        const name = `s${(made += 1)}`
        names.set(key, name)
        return name
      }
      if (candidates.size >= MOST_CANDIDATES) candidates.clear()
      candidates.add(key)
      return undefined
    },
    forget,
    get generation() {
      return generation
    },
  }
}

/**
 * Names how wide a scope is. A kept plan is chosen for the rows that the row policies let through, so one made for a
 * village must never serve the city.
 */
export function widthOf({
  scope,
  extra,
}: {
  scope: { lo: number; hi: number }
  extra: readonly number[]
}): string {
  return `${Math.ceil(Math.log10(Math.max(1, scope.hi - scope.lo)))}${extra.length === 0 ? '' : '+'} `
}
