/** Gives a place the push days the product ships with. */
import type { Tx } from '@xinlu/kernel/access/server'
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import { defaultCalendar } from '../default-calendar.ts'
import { feeds } from '../feeds.ts'
import { addPushDays } from './store/pushes.ts'

/** Adds the lines that the place does not have from that day on, keeps all others, answers how many were added. */
export async function loadCalendar(tx: Tx, place: DivisionCode, from: Day): Promise<number> {
  const lines = defaultCalendar.map((line) => ({ ...line, department: feeds[line.ledger].department }))
  return addPushDays(tx, place, from, lines)
}
