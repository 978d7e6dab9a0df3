/** Screenings: started, listed. */
import { act, ask, field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { code } from './words.ts'

/** Screens the post's own place: everybody, or those whose facts have changed. */
export const startScreening = act('monitoring.startScreening', {
  summary: '发起筛查',
  input: { reach: z.enum(['all', 'dirty']).default('all') },
  output: z.object({
    run: z.string().nullable(),
    subjects: z.int(),
    hits: z.int(),
    opened: z.int(),
    changed: z.int(),
    closed: z.int(),
    kept: z.int(),
    digest: z.string().nullable(),
  }),
})

/** Lists screenings, the newest first. */
export const listRuns = ask('monitoring.listRuns', {
  summary: '筛查记录',
  input: { ...field.paging },
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        division: code,
        reach: z.enum(['all', 'dirty']),
        asOf: z.string(),
        startedAt: z.string(),
        endedAt: z.string(),
        subjects: z.int(),
        hits: z.int(),
        opened: z.int(),
        changed: z.int(),
        closed: z.int(),
        kept: z.int(),
        digest: z.string(),
      }),
    ),
    next: z.string().nullable(),
  }),
})
