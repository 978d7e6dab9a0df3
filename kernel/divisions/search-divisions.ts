/** Finds places by what people type: a piece of the name, pinyin, its initials, or the first digits of the code. */
import {
  halfWidth,
  isWithin,
  replaceBlanks,
  type Day,
  type DivisionCode,
  type Scope,
} from '../basis/index.ts'
import { isAbolished, type Division } from './model.ts'
import type { DivisionTree } from './tree.ts'

/** Where to look, on which day a place counts as abolished, and how many places to answer at most (20). */
export type DivisionSearch = { on: Day; within?: Scope; limit?: number }

/** A place that fits; an abolished one says by which code it is continued. */
export type FoundDivision = {
  division: Division
  path: string
  /** Shown as 已撤并. */
  abolished: boolean
  current: DivisionCode
}

/**
 * Answers the places that fit, the best first: exact name, beginning of the name, initials, pinyin, code, piece of the
 * name; higher levels before lower ones, valid ones before abolished ones.
 *
 * @example searchDivisions(tree, 'xfq', { on: today })[0].division.name // '忻府区'
 */
export function searchDivisions(tree: DivisionTree, typed: string, search: DivisionSearch): FoundDivision[] {
  const text = replaceBlanks(halfWidth(typed)).toLowerCase()
  if (text === '') return []
  const found: { division: Division; rank: number }[] = []
  for (const division of tree.all) {
    if (search.within && !isWithin(division.code, search.within)) continue
    const rank = rankOf(division, text)
    if (rank !== undefined)
      found.push({ division, rank: rank + (isAbolished(division, search.on) ? 100 : 0) })
  }
  found.sort(
    (a, b) =>
      a.rank - b.rank || depthOf(a.division) - depthOf(b.division) || a.division.code - b.division.code,
  )
  return found.slice(0, search.limit ?? 20).map(({ division }) => ({
    division,
    path: tree.pathName(division.code),
    abolished: isAbolished(division, search.on),
    current: tree.currentOf(division.code, search.on),
  }))
}

function rankOf(division: Division, text: string): number | undefined {
  if (/^\d+$/.test(text)) return String(division.code).startsWith(text) ? 5 : undefined
  if (division.name === text) return 0
  if (division.name.startsWith(text)) return 1
  if (division.initials === text || division.pinyin === text) return 2
  if (division.initials.startsWith(text)) return 3
  if (division.pinyin.startsWith(text)) return 4
  return division.name.includes(text) ? 6 : undefined
}

function depthOf(division: Division): number {
  return ['province', 'city', 'county', 'township', 'village'].indexOf(division.level)
}
