/** Dated parameter values: all that reach a place, and a new one set by staff. */
import type { Tx } from '@xinlu/kernel/access/server'
import { parentOf, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import type { Confidence } from '@xinlu/kernel/rules'
import { sql } from 'kysely'

/** A value as it is stored. */
export type ParameterValueRow = {
  key: string
  place: DivisionCode
  value: number
  from: Day
  to: Day | null
  document: string
  confidence: Confidence
  note: string | null
  byStaff: boolean
}

/** Lists every value of these keys at a place and at the places above it, the newest first. */
export async function valuesReaching(
  tx: Tx,
  keys: readonly string[],
  place: DivisionCode,
): Promise<ParameterValueRow[]> {
  const places: DivisionCode[] = []
  for (let at: DivisionCode | undefined = place; at !== undefined; at = parentOf(at)) places.push(at)
  const { rows } = await sql<ParameterValueRow>`
    select key, place, value::float8 as value, from_on as "from", to_on as "to", document, confidence, note,
      by_account is not null as by_staff
    from rules.parameter where key = any (${[...keys]}::text[]) and place = any (${places}::bigint[])
    order by key, place desc, from_on desc`.execute(tx)
  return rows
}

/** A value set by staff. */
export type NewValue = Pick<ParameterValueRow, 'key' | 'place' | 'value' | 'from' | 'document'> & {
  note?: string
  byAccount: string
}

/** Writes a value; answers its id, or nothing when that place has one from that very day. */
export async function insertValue(tx: Tx, value: NewValue): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into rules.parameter (key, place, value, from_on, document, confidence, note, by_account)
    values (${value.key}, ${value.place}, ${value.value}, ${value.from}::date, ${value.document}, 'verified',
      ${value.note ?? null}, ${value.byAccount}::uuid)
    on conflict (key, place, from_on) do nothing
    returning id`.execute(tx)
  return rows[0]?.id
}
