/** A place of the administrative tree, and the recorded changes of the tree. */
import type { Day, DivisionCode, DivisionLevel, Id } from '../basis/index.ts'

/** A place. It is valid from `validFrom` until the day before `validTo`; an abolished place keeps its row for ever. */
export type Division = {
  code: DivisionCode
  parent: DivisionCode | undefined
  level: DivisionLevel
  /** The official name, such as 播明镇. */
  name: string
  /** 县, 街道, 镇, 乡, 村, 社区 … as the list of the statistical bureau has it. */
  kind: string
  /** Toneless pinyin without blanks, in lower case. */
  pinyin: string
  /** The first letter of each character's pinyin. */
  initials: string
  /** 城乡分类代码 of a village: 111 … 220. */
  urbanRural: string | undefined
  /** Longitude and latitude in WGS-84. */
  point: { lon: number; lat: number } | undefined
  validFrom: Day
  /** The first day on which the place is no more. */
  validTo: Day | undefined
  /** The place that took over, for a merged or moved one. */
  mergedInto: DivisionCode | undefined
  ver: number
}

/** How a place changed: joined to another, partly made into a new one, given a name, given a new code. */
export type ChangeKind = 'merge' | 'split' | 'rename' | 'move'

/** One recorded change with the document that ordered it. */
export type Change = {
  id: Id<'division-change'>
  kind: ChangeKind
  from: DivisionCode
  to: DivisionCode
  fromName: string
  toName: string
  effectiveOn: Day
  /** The number of the approval, such as 忻政函〔2023〕12号. */
  document: string
  note: string | undefined
  /** The account that recorded it. */
  by: string
  at: Date
}

/** The label of a kind of change. */
export const changeLabels: Record<ChangeKind, string> = {
  merge: '合并',
  split: '分设',
  rename: '更名',
  move: '划转（代码变更）',
}

/** Tells whether a place is abolished (已撤并) on a day. */
export function isAbolished(division: Division, on: Day): boolean {
  return division.validTo !== undefined && division.validTo <= on
}
