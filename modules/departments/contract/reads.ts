/** What can be asked about what the departments sent. */
import { ask, field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { pushStates, type PushState } from '../push-calendar.ts'
import { county, department, fact, feed, monthText } from './fields.ts'

const pushState = z.enum(Object.keys(pushStates) as [PushState, ...PushState[]])

const push = z.object({
  county: z.int(),
  countyName: z.string(),
  ledger: feed,
  label: z.string(),
  department,
  period: z.string(),
  /** The last day it counts as 按时; null for what is sent when something happens. */
  due: z.string().nullable(),
  state: pushState.nullable(),
  /** The day of the first batch that was taken in; null when none was. */
  arrivedOn: z.string().nullable(),
  batches: z.int(),
  rows: z.int(),
  added: z.int(),
  updated: z.int(),
  same: z.int(),
  errors: z.int(),
  unmatched: z.int(),
  contradicting: z.int(),
})

/** 报送情况: for each county, ledger and period what was due and what came; at most twelve months. */
export const listBatches = ask('departments.listBatches', {
  summary: '部门数据报送情况',
  input: {
    from: monthText,
    to: monthText,
    ledger: feed.optional(),
    within: field.division().optional(),
    state: pushState.optional(),
  },
  output: z.object({ rows: z.array(push) }),
})

const record = z.object({
  id: z.string(),
  person: z.string().nullable(),
  personName: z.string().nullable(),
  /** The month the record is about. */
  month: z.string(),
  receivedOn: z.string(),
  batch: z.string().nullable(),
  facts: z.array(fact),
})

/** 一户的部门数据: every record about one household, feed by feed, the newest first, each with its source. */
export const recordsOf = ask('departments.recordsOf', {
  summary: '农户的部门数据',
  input: { county, household: field.id(), ledger: feed.optional() },
  output: z.object({
    /** Where the household is. */
    division: z.number(),
    feeds: z.array(
      z.object({
        ledger: feed,
        label: z.string(),
        department,
        departmentLabel: z.string(),
        /** How many there are; the list holds the newest of them. */
        total: z.int(),
        records: z.array(record),
      }),
    ),
  }),
})
