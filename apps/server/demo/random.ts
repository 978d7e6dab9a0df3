/** Chance that can be repeated: the same seed gives the same city. */

/** A stream of chance. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from `lo` to `hi`, both included. */
  int(lo: number, hi: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Picks by weight; the weights need not add up to one. */
  weighted<T>(items: readonly (readonly [T, number])[]): T
  /** A log-normal amount around a median. */
  around(median: number, spread: number): number
}

/** Starts a stream of chance from a seed (mulberry32: small, fast, good enough for a city of shadows). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (lo: number, hi: number) => lo + Math.floor(next() * (hi - lo + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)]!,
    weighted: (items) => {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        rest -= weight
        if (rest < 0) return item
      }
      return items.at(-1)![0]
    },
    around: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      return median * Math.exp(normal * spread)
    },
  }
}
