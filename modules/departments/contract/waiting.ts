/** What can be asked and done about records that wait for a person's decision. */
import { act, ask, field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { waitingReasons, waitingStates, type WaitingReason, type WaitingState } from '../model.ts'
import { county, department, fact, feed, MOST_AT_ONCE, seen } from './fields.ts'

const state = z.enum(Object.keys(waitingStates) as [WaitingState, ...WaitingState[]])
const why = z.enum(Object.keys(waitingReasons) as [WaitingReason, ...WaitingReason[]])

/** Why a person may be the one the department means. */
export const likenesses = {
  sameNumber: '身份证号相同',
  sameName: '姓名相同',
  sameBirth: '出生日期相同',
  sameVillage: '同村',
} as const

/** The code of a likeness. */
export type Likeness = keyof typeof likenesses

const candidate = z.object({
  county: z.int(),
  person: z.string(),
  household: z.string(),
  name: z.string(),
  sex: z.string().nullable(),
  age: z.int().nullable(),
  relation: z.string().nullable(),
  headName: z.string().nullable(),
  division: z.number(),
  place: z.string(),
  isLiving: z.boolean(),
  likenesses: z.array(z.enum(Object.keys(likenesses) as [Likeness, ...Likeness[]])),
})

const waitingRecord = z.object({
  county: z.int(),
  id: z.string(),
  ledger: feed,
  label: z.string(),
  department,
  batch: z.string(),
  /** The row of the sheet. */
  n: z.int(),
  receivedAt: z.iso.datetime(),
  why,
  state,
  ver: z.int(),
  /** The department's side. */
  given: z.object({
    name: z.string().nullable(),
    /** Masked; opening it is an act of its own. */
    idNumber: z.string().nullable(),
    facts: z.array(fact),
  }),
  /** Our side: persons who may be meant, the likeliest first; empty for the department itself. */
  candidates: z.array(candidate),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
})

/** 待核对记录: both sides of each record, the newest first. */
export const listWaiting = ask('departments.listWaiting', {
  summary: '待核对的部门记录',
  input: {
    ledger: feed.optional(),
    why: why.optional(),
    state: state.default('waiting'),
    within: field.division().optional(),
    ...field.paging,
  },
  output: z.object({ rows: z.array(waitingRecord), next: z.string().nullable() }),
})

const decided = z.object({ count: z.int() })

/** 对应到人: each record goes into its ledger under the person chosen. */
export const linkRecord = act('departments.linkRecord', {
  summary: '把部门记录对应到人',
  input: {
    county,
    records: z
      .array(z.strictObject({ ...seen, person: z.strictObject({ county, id: field.id() }) }))
      .min(1)
      .max(MOST_AT_ONCE),
  },
  output: decided,
})

/** 退回部门: the department reads the reason and sends the record again, corrected. */
export const returnRecord = act('departments.returnRecord', {
  summary: '把部门记录退回部门',
  input: {
    county,
    records: z.array(z.strictObject(seen)).min(1).max(MOST_AT_ONCE),
    reason: field.sentence(200),
  },
  output: decided,
})

/** 不采用: not a rural household of ours, or of no use for another reason. */
export const dropRecord = act('departments.dropRecord', {
  summary: '不采用部门记录',
  input: {
    county,
    records: z.array(z.strictObject(seen)).min(1).max(MOST_AT_ONCE),
    as: z.enum(['notOurs', 'dropped']),
    reason: field.sentence(200),
  },
  output: decided,
})

/** 退回待核对: takes a decision back; a record linked to the wrong person leaves that person's ledger. */
export const reopenRecord = act('departments.reopenRecord', {
  summary: '把部门记录退回待核对',
  input: {
    county,
    records: z.array(z.strictObject(seen)).min(1).max(MOST_AT_ONCE),
    reason: field.sentence(200),
  },
  output: decided,
})
