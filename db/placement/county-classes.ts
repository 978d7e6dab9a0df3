/** Which columns of one statement are told to be equal, so that one county can be followed through its joins. */

/** Sets of equal columns and values; a column is named by the relation it is of and its own name. */
export class EqualColumns {
  readonly #parent = new Map<string, string>()

  /** Says that the two are equal wherever a row comes out. */
  equate(one: string, other: string): void {
    this.#parent.set(this.#root(one), this.#root(other))
  }

  /** Tells whether the two follow to be equal. */
  areEqual(one: string, other: string): boolean {
    return this.#root(one) === this.#root(other)
  }

  /** Tells whether the column follows to have one value known before the statement runs. */
  isPinned(column: string): boolean {
    const root = this.#root(column)
    return [...this.#parent.keys()].some((key) => key.startsWith(VALUE) && this.#root(key) === root)
  }

  #root(key: string): string {
    const parent = this.#parent.get(key)
    if (parent === undefined) this.#parent.set(key, key)
    return parent === undefined || parent === key ? key : this.#root(parent)
  }
}

const VALUE = '='

/** The name of a value among the columns. */
export function valueKey(value: unknown): string {
  return `${VALUE}${String(value)}`
}
