/** The explanation of one household. */
import { ask, field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { code, county, key, kind, level, monitoredType, state, verdict } from './words.ts'

const suggestion = z.object({
  type: monitoredType.nullable(),
  label: z.string().nullable(),
  reasons: z.array(z.string()),
})

const decision = z.object({
  verdict,
  reason: z.string(),
  until: z.string().nullable(),
  decidedOn: z.string(),
  byName: z.string(),
})

/** Explains one household: every rule, condition by condition, and what stands behind it. */
export const explainHousehold = ask('monitoring.explainHousehold', {
  summary: '农户疑点说明',
  input: { county, household: field.id() },
  output: z.object({
    county,
    household: z.string(),
    division: code,
    householdCode: z.string().nullable(),
    headName: z.string().nullable(),
    /** Null for posts that may not read all it rests on. */
    suggestion: suggestion.nullable(),
    rules: z.array(
      z.object({
        rule: key,
        name: z.string(),
        clause: z.string(),
        level,
        kind,
        owner: z.string(),
        riskCode: z.string().nullable(),
        outcome: z.boolean().nullable(),
        sentence: z.string().nullable(),
        /** What decided, in short. */
        why: z.array(z.object({ depth: z.int(), text: z.string(), outcome: z.boolean().nullable() })),
        /** Every condition, with those that decided nothing. */
        trace: z.array(
          z.object({
            depth: z.int(),
            text: z.string(),
            outcome: z.boolean().nullable(),
            decisive: z.boolean(),
          }),
        ),
      }),
    ),
    findings: z.array(
      z.object({
        id: z.string(),
        rule: key,
        ruleName: z.string(),
        level,
        kind,
        state,
        sentence: z.string(),
        openedOn: z.string(),
        closedOn: z.string().nullable(),
        ver: z.int(),
        decision: decision.nullable(),
      }),
    ),
    facts: z.array(
      z.object({
        key,
        label: z.string(),
        value: z.string(),
        window: z.string().nullable(),
        source: z.string(),
      }),
    ),
    records: z.array(
      z.object({
        group: z.string(),
        records: z.array(
          z.object({
            on: z.string().nullable(),
            title: z.string(),
            amount: z.int().nullable(),
            source: z.string(),
            record: z.string(),
          }),
        ),
      }),
    ),
  }),
})
