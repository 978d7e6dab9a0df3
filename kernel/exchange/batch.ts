/** An import as an object: its states, the verdicts on its rows, and how many there are of each. */
import type { DivisionCode, Id } from '../basis/index.ts'

/** Where an import stands. */
export const batchStates = {
  uploaded: '已上传',
  checking: '校验中',
  previewed: '待确认',
  committing: '入库中',
  committed: '已入库',
  undone: '已撤销',
  cancelled: '已取消',
  failed: '失败',
} as const

/** The stable code of a state. */
export type BatchState = keyof typeof batchStates

/** What the check says of a row. */
export const verdicts = {
  new: '新增',
  update: '更新',
  same: '不变',
  error: '错误',
  unmatched: '未匹配',
  contradicting: '矛盾',
} as const

/** The stable code of a verdict. */
export type Verdict = keyof typeof verdicts

/** How many rows got each verdict; their sum is the number of rows. */
export type VerdictCounts = Record<Verdict, number>

/** A column of the file's header; `key` is null for one that is passed over. */
export interface HeaderCell {
  title: string
  key: string | null
}

/** An import. */
export interface Batch {
  county: number
  id: Id<'batch'>
  division: DivisionCode
  ledger: string
  department: string
  period: string | null
  purpose: string
  fileName: string
  /** SM3 of the file. */
  fileDigest: Uint8Array
  sheet: string | null
  header: HeaderCell[] | null
  rows: number
  state: BatchState
  counts: VerdictCounts | null
  progress: number
  byAccount: string
  byName: string
  createdAt: Date
  previewedAt: Date | null
  committedAt: Date | null
  undoneAt: Date | null
  problem: string | null
  ver: number
}
