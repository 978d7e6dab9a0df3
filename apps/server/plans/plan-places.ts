/** Finds in a demo city whom to ask as, and what to ask about. */
import { sql } from 'kysely'
import { type Actor, actorOf, type Role } from '@xinlu/kernel/access'
import { dayOf, type DivisionCode, newId } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { householdRules } from '@xinlu/monitoring'
import type { House } from '../database/open-house.ts'
import { CITY } from '../work/screen-city.ts'
import type { PlanPlaces } from './offered.ts'

/** Answers the places: one person of every role, and a household of a village that has many. */
export async function planPlaces(house: House): Promise<PlanPlaces> {
  const found = await withScope(house.database, SYSTEM, async (tx) => {
    const { rows } = await sql<{
      county: number
      id: string
      code: string
      headName: string
      division: number
    }>`
      select county, id, code, head_name, division from households.household
      where state = 'living' and code is not null and head_name is not null
        and division = (select division from households.household group by division order by count(*) desc limit 1)
      order by id limit 1`.execute(tx)
    const batch = await sql<{ id: string }>`select id from exchange.batch limit 1`.execute(tx)
    return { household: rows[0]!, batch: batch.rows[0]?.id ?? newId<'batch'>() }
  })
  const { household } = found
  const village = household.division as DivisionCode
  const county = (household.county * 1_000_000) as DivisionCode
  const township = (Math.floor(village / 1000) * 1000) as DivisionCode
  const posts: [Role, DivisionCode, string][] = [
    ['village', village, '村委会'],
    ['township', township, '乡镇'],
    ['county', county, '县专班'],
    ['city', CITY, '市乡村振兴局'],
    ['department', county, '医保局'],
    ['auditor', CITY, '市督导组'],
    ['systemOfficer', CITY, '市大数据中心'],
    ['auditOfficer', CITY, '市大数据中心'],
    ['auditOfficer', county, '县大数据中心'],
  ]
  const day = dayOf(new Date())
  return {
    ...found,
    village,
    actors: posts.map(([role, division, unit], n) => person(role, division, unit, n)),
    rule: householdRules[0]!.key,
    ledger: 'medicalExpense',
    month: day.slice(0, 7),
    day,
  }
}

function person(role: Role, division: DivisionCode, unit: string, n: number): Actor {
  return actorOf({
    account: newId<'account'>(),
    name: `${unit}${n}`,
    post: newId<'post'>(),
    role,
    unit,
    division,
  })
}
