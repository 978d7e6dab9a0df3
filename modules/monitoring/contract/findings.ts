/** Findings: listed, counted, decided. */
import { act, ask, field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { code, county, key, kind, level, monitoredType, state, verdict } from './words.ts'

const filter = {
  division: field.division().optional(),
  rule: key.optional(),
  level: level.optional(),
  kind: kind.optional(),
  state: state.default('open'),
  undecided: z.boolean().default(false),
  /** Opened so many days ago or earlier. */
  olderThanDays: z.int().min(0).max(3650).optional(),
}

/** Lists findings, the newest first. */
export const listFindings = ask('monitoring.listFindings', {
  summary: '疑点清单',
  input: { ...filter, ...field.paging },
  output: z.object({
    rows: z.array(
      z.object({
        county,
        id: z.string(),
        division: code,
        household: z.string(),
        householdCode: z.string().nullable(),
        headName: z.string().nullable(),
        rule: key,
        ruleName: z.string(),
        level,
        kind,
        state,
        sentence: z.string(),
        openedOn: z.string(),
        days: z.int(),
        verdict: verdict.nullable(),
        suggestedType: monitoredType.nullable(),
        ver: z.int(),
      }),
    ),
    next: z.string().nullable(),
  }),
})

/** Counts what `listFindings` lists, by rule and by the places one level down. */
export const countFindings = ask('monitoring.countFindings', {
  summary: '疑点计数',
  input: filter,
  output: z.object({
    total: z.int(),
    byRule: z.array(
      z.object({ rule: key, name: z.string(), level, kind, owner: z.string(), count: z.int() }),
    ),
    byPlace: z.array(z.object({ division: code, count: z.int(), byRule: z.record(key, z.int()) })),
  }),
})

/** Records what a person concluded about a finding. */
export const decideFinding = act('monitoring.decideFinding', {
  summary: '核实疑点',
  input: {
    county,
    finding: field.id(),
    ver: field.version(),
    verdict,
    reason: field.sentence(),
    until: field.day().optional(),
  },
  output: z.object({ id: z.string(), decision: z.string(), state, ver: z.int() }),
})
