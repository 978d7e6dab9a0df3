/** Rules and parameters: listed, tried, set. */
import { act, ask, field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { code, county, key, kind, level } from './words.ts'

/** Lists the rules the post sees. */
export const listRules = ask('monitoring.listRules', {
  summary: '规则清单',
  input: {},
  output: z.object({
    rules: z.array(
      z.object({
        key,
        name: z.string(),
        clause: z.string(),
        version: z.int(),
        from: z.string(),
        to: z.string().nullable(),
        level,
        kind,
        owner: z.string(),
        riskCode: z.string().nullable(),
        explain: z.string(),
        features: z.array(key),
        parameters: z.array(key),
      }),
    ),
  }),
})

const parameterRow = z.object({
  place: code,
  value: z.number(),
  from: z.string(),
  to: z.string().nullable(),
  document: z.string(),
  confidence: z.enum(['verified', 'practice', 'unverified']),
  note: z.string().nullable(),
  byStaff: z.boolean(),
})

/** Lists the parameters with all their dated values that reach a place, and the one in force there today. */
export const listParameters = ask('monitoring.listParameters', {
  summary: '参数清单',
  input: { division: field.division().optional() },
  output: z.object({
    parameters: z.array(
      z.object({
        key,
        label: z.string(),
        type: z.enum(['money', 'number', 'percent', 'days']),
        unit: z.string(),
        inForce: parameterRow.nullable(),
        rows: z.array(parameterRow),
      }),
    ),
  }),
})

/** Sets a parameter for a county or a city from a day on. */
export const setParameter = act('monitoring.setParameter', {
  summary: '设定规则参数',
  input: {
    key,
    place: field.division(),
    value: z.number(),
    from: field.day(),
    document: field.sentence(200),
    note: field.sentence(200).optional(),
  },
  output: z.object({ id: z.string() }),
})

/** Counts what other parameter values would point at, beside today's; nothing is written. */
export const whatIf = ask('monitoring.whatIf', {
  summary: '参数试算',
  input: {
    division: field.division().optional(),
    changes: z
      .array(z.object({ key, value: z.number(), place: field.division().optional() }))
      .min(1)
      .max(20),
  },
  output: z.object({
    counts: z.array(z.object({ county, rule: key, name: z.string(), now: z.int(), would: z.int() })),
  }),
})
