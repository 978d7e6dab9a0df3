/** Fields that contracts share: the small types of `basis` as parsers of JSON. */
import { z } from 'zod'
import {
  type DivisionCode,
  type Fen,
  type Result,
  fen,
  isDay,
  parseCitizenId,
  parseDivisionCode,
  parsePersonName,
} from '../basis/index.ts'
import type { Day } from '../basis/index.ts'

/** An id made by a client, UUID v7 or older. */
export const id = () => z.uuid('编号不正确')

/** A day, `YYYY-MM-DD`. */
export const day = () =>
  z
    .string()
    .refine(isDay, '日期不正确，应如 2023-05-31')
    .transform((text) => text as Day)

/** A place, by its 12-digit code as number. */
export const division = () => parsed<number, DivisionCode>(z.number(), parseDivisionCode)

/** An amount in 分, a whole number. */
export const money = () => z.int('金额应以分为单位的整数').transform((value) => fen(value) as Fen)

/** A person's name as given. */
export const personName = () => parsed(z.string(), parsePersonName)

/** A citizen's ID number; answers the 18 characters. */
export const citizenId = (today: () => Day) =>
  parsed(z.string(), (text: string) => {
    const result = parseCitizenId(text, { today: today() })
    return result.ok ? { ...result, value: result.value.value } : result
  })

/** A sentence a person wrote: trimmed, not empty, at most `max` characters. */
export const sentence = (max = 500) => z.string().trim().min(1, '请填写').max(max, `最多 ${max} 字`)

/** The version a form was opened on. */
export const version = () => z.int().positive()

/** How a list goes on: an opaque mark of the last row seen, and how many rows to a page. */
export const paging = { after: z.string().max(1000).optional(), size: z.int().min(1).max(100).default(20) }

function parsed<In, Out>(raw: z.ZodType<In>, parse: (value: In) => Result<Out>) {
  return raw.transform((value, context) => {
    const result = parse(value)
    if (result.ok) return result.value
    for (const why of result.reasons) context.addIssue({ code: 'custom', message: why.message, input: value })
    return z.NEVER
  })
}
