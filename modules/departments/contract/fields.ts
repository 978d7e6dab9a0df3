/** Parts that several contracts of this module share. */
import { field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { departments, feedNames, type Department } from '../model.ts'

/** The name of a feed. */
export const feed = z.enum(feedNames, '没有这个台账')

/** The code of a department. */
export const department = z.enum(Object.keys(departments) as [Department, ...Department[]])

/** Six digits of a county. */
export const county = z.int().min(110000).max(999999)

/** A waiting record as it was seen: its id and the version it had then. */
export const seen = { id: field.id(), ver: field.version() }

/** One line of a record; `text` is null when this role may not read it. */
export const fact = z.object({
  key: z.string(),
  label: z.string(),
  text: z.string().nullable(),
  hidden: z.boolean(),
})

/** A month, `YYYY-MM`. */
export const monthText = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2023-05')

/** At most as many records as a person can have looked at before deciding about all of them at once. */
export const MOST_AT_ONCE = 200
