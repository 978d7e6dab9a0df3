/** All places in memory, and the questions asked of them. */
import { parentOf, scopeOf, type Day, type DivisionCode, type Scope } from '../basis/index.ts'
import { isAbolished, type Division } from './model.ts'

/** The tree of places with its history; built once from rows, then only read. */
export class DivisionTree {
  /** Every place, abolished ones included, in order of code. */
  readonly all: readonly Division[]
  readonly #byCode: ReadonlyMap<DivisionCode, Division>
  readonly #children: ReadonlyMap<DivisionCode, readonly Division[]>

  constructor(divisions: Iterable<Division>) {
    this.all = [...divisions].sort((a, b) => a.code - b.code)
    this.#byCode = new Map(this.all.map((division) => [division.code, division]))
    const children = new Map<DivisionCode, Division[]>()
    for (const division of this.all) {
      if (division.parent === undefined) continue
      const siblings = children.get(division.parent)
      if (siblings) siblings.push(division)
      else children.set(division.parent, [division])
    }
    this.#children = children
  }

  /** Answers the place with a code, or nothing when the tree does not know it. */
  find(code: DivisionCode): Division | undefined {
    return this.#byCode.get(code)
  }

  /** Answers the place with a code; an unknown code is a bug and throws. */
  get(code: DivisionCode): Division {
    const found = this.#byCode.get(code)
    if (!found) throw new Error(`Unknown division ${code}`)
    return found
  }

  /** Answers the places right below, in order of code; those abolished on `on` are left out when it is given. */
  childrenOf(code: DivisionCode, on?: Day): readonly Division[] {
    const children = this.#children.get(code) ?? []
    return on === undefined ? children : children.filter((child) => !isAbolished(child, on))
  }

  /** Answers the places at the top: those whose parent the tree does not hold. */
  roots(): readonly Division[] {
    return this.all.filter((division) => division.parent === undefined || !this.#byCode.has(division.parent))
  }

  /**
   * Answers the name with its county and township, '忻府区/播明镇/南曹村委会'; a place at or above the county
   * answers its own name, an unknown code its digits.
   */
  pathName(code: DivisionCode): string {
    const names: string[] = []
    for (let at: DivisionCode | undefined = code; at !== undefined; at = parentOf(at)) {
      const division = this.#byCode.get(at)
      if (!division) break
      if (names.length > 0 && (division.level === 'city' || division.level === 'province')) break
      names.unshift(division.name)
    }
    return names.length > 0 ? names.join('/') : String(code)
  }

  /**
   * Answers the code that stands for a place on a day, following merges and moves that took effect by then; a code
   * that is valid, unknown or abolished without a successor answers itself.
   */
  currentOf(code: DivisionCode, on: Day): DivisionCode {
    let at = code
    // A chain longer than the tree is a circle; the loop ends in either case.
    for (let steps = 0; steps <= this.all.length; steps += 1) {
      const division = this.#byCode.get(at)
      if (!division || division.mergedInto === undefined || !isAbolished(division, on)) return at
      at = division.mergedInto
    }
    throw new Error(`Merges of ${code} run in a circle`)
  }

  /** Answers every code whose records lie at `code` on a day: itself, and the places that were merged into it. */
  codesOf(code: DivisionCode, on: Day): DivisionCode[] {
    return this.all.filter((each) => this.currentOf(each.code, on) === code).map((each) => each.code)
  }

  /** Answers the range of codes that lie in the place that stands for `code` on a day. */
  scopeOf(code: DivisionCode, on: Day): Scope {
    return scopeOf(this.currentOf(code, on))
  }
}
