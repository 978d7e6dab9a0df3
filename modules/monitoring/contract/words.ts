/** The small words that all contracts of the findings desk share. */
import { z } from 'zod'
import { monitoredTypes } from '../monitored-type.ts'

/** How urgent a finding is. */
export const level = z.enum(['red', 'orange', 'yellow'])

/** What a finding says: a risk, something due that is not received, a record that cannot be right. */
export const kind = z.enum(['risk', 'gap', 'quality'])

/** What a person concluded. */
export const verdict = z.enum(['noRisk', 'toLead', 'returned'])

/** Whether a finding stands. */
export const state = z.enum(['open', 'closed'])

/** One of the three types. */
export const monitoredType = z.enum(Object.keys(monitoredTypes) as [keyof typeof monitoredTypes])

/** The six digits of a county. */
export const county = z.int().min(110000).max(999999)

/** A place in an answer. */
export const code = z.int()

/** The key of a rule, a feature or a parameter. */
export const key = z.string().max(60)
