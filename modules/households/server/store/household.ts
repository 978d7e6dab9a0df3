/** Rows of `households.household`. */
import type { DB } from '@xinlu/db'
import type { DivisionCode, Id } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import { type Insertable, type Selectable, type Updateable, sql } from 'kysely'
import type {
  ClearWay,
  Disaster,
  HouseGrade,
  HouseKind,
  HouseholdKind,
  HouseholdState,
  MonitoredKind,
  Risk,
} from '../../codes/household.ts'
import type { Household, HouseholdId, PersonId } from '../../model.ts'
import { dateOf, monthFrom } from './months.ts'

type Row = Selectable<DB['households.household']>

/** Names a household: its county and its id. */
export interface HouseholdRef {
  county: number
  household: string
}

/** Answers the household, or nothing when there is none that this scope sees. */
export async function findHousehold(
  tx: Tx,
  { county, household }: HouseholdRef,
): Promise<Household | undefined> {
  const row = await selectOne(tx, { county, household }).executeTakeFirst()
  return row && toHousehold(row)
}

/** Answers the household and keeps others from changing it until the transaction ends. */
export async function lockHousehold(tx: Tx, ref: HouseholdRef): Promise<Household | undefined> {
  const row = await selectOne(tx, ref).forUpdate().executeTakeFirst()
  return row && toHousehold(row)
}

function selectOne(tx: Tx, { county, household }: HouseholdRef) {
  return tx
    .selectFrom('households.household')
    .selectAll()
    .where('county', '=', county)
    .where('id', '=', household)
}

/** Answers the household and its sealed phone, or nothing when there is none that this scope sees. */
export async function findWithPhone(
  tx: Tx,
  ref: HouseholdRef,
): Promise<{ household: Household; phoneSealed: Buffer | null } | undefined> {
  const row = await selectOne(tx, ref).executeTakeFirst()
  return row && { household: toHousehold(row), phoneSealed: row.phoneSealed }
}

/** Inserts a household. */
export async function insertHousehold(tx: Tx, row: Insertable<DB['households.household']>): Promise<void> {
  await tx.insertInto('households.household').values(row).execute()
}

/** Answers what a household passes on to the one that comes out of it: kind, monitoring, where people live. */
export function copyStanding(household: Household) {
  return {
    kind: household.kind,
    monitored: household.monitored,
    risks: household.risks,
    disaster: household.disaster,
    riskNote: household.riskNote,
    epidemic: household.epidemic,
    firstIdentifiedMonth: dateOf(household.firstIdentifiedMonth),
    identifiedMonth: dateOf(household.identifiedMonth),
    clearedMonth: dateOf(household.clearedMonth),
    clearWay: household.clearWay,
    relocated: household.relocated,
    groupName: household.groupName,
  }
}

/** Changes columns of a household; the version is raised by `refreshHousehold`. */
export async function changeHousehold(
  tx: Tx,
  ref: HouseholdRef,
  values: Updateable<DB['households.household']>,
): Promise<void> {
  if (Object.keys(values).length === 0) return
  await tx
    .updateTable('households.household')
    .set(values)
    .where('county', '=', ref.county)
    .where('id', '=', ref.household)
    .execute()
}

/**
 * Brings what the household repeats of its open memberships up to date (size, head, the head's name), raises the
 * version and answers the household. One that has lost its last member is closed as `emptied` says.
 */
export async function refreshHousehold(
  tx: Tx,
  ref: HouseholdRef,
  emptied: HouseholdState = 'dissolved',
): Promise<Household> {
  const { rows } = await sql<Row>`
    update households.household h
    set size = m.size, head = m.head, head_name = coalesce(m.head_name, h.head_name),
      head_key = coalesce(m.head_key, h.head_key), pinyin = coalesce(m.pinyin, h.pinyin),
      state = case when m.size = 0 and h.state = 'living' then ${emptied} else h.state end,
      updated_at = now(), ver = h.ver + 1
    from (
      select count(*)::int as size, (array_agg(p.id) filter (where m.relation = 'head'))[1] as head,
        max(p.name) filter (where m.relation = 'head') as head_name,
        max(p.name_key) filter (where m.relation = 'head') as head_key,
        max(p.pinyin_initials) filter (where m.relation = 'head') as pinyin
      from households.member m
      join households.person p on p.county = m.county and p.id = m.person
      where m.county = ${ref.county} and m.household = ${ref.household} and m.to_on is null
    ) m
    where h.county = ${ref.county} and h.id = ${ref.household}
    returning h.*`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error(`refreshHousehold: ${ref.household} is gone`)
  return toHousehold(row)
}

/** Moves everything of a household that stays in its county to another village; its history keeps where it was. */
export async function restampHousehold(tx: Tx, ref: HouseholdRef, to: DivisionCode): Promise<void> {
  const { county, household } = ref
  const tables = ['member', 'safety', 'income', 'event', 'quality_override', 'move'] as const
  await sql`update households.household set division = ${to} where county = ${county} and id = ${household}`.execute(
    tx,
  )
  await sql`update households.person set division = ${to} where county = ${county} and household = ${household}`.execute(
    tx,
  )
  await sql`update households.income_line l set division = ${to} from households.income i
    where i.county = ${county} and i.household = ${household} and l.county = i.county and l.income = i.id`.execute(
    tx,
  )
  for (const table of tables) {
    await sql`update ${sql.table(`households.${table}`)} set division = ${to}
      where county = ${county} and household = ${household}`.execute(tx)
  }
}

function toHousehold(whole: Row): Household {
  // Sealed bytes stay in the store.
  const { phoneSealed, phoneIndex: _phone, bankCardSealed: _card, bankCardIndex: _index, ...row } = whole
  return {
    ...row,
    id: row.id as HouseholdId,
    division: row.division as DivisionCode,
    hasPhone: phoneSealed !== null,
    kind: row.kind as HouseholdKind,
    monitored: row.monitored as MonitoredKind | null,
    risks: row.risks as Risk[],
    disaster: row.disaster as Disaster | null,
    clearWay: row.clearWay as ClearWay | null,
    state: row.state as HouseholdState,
    houseKind: row.houseKind as HouseKind | null,
    houseGrade: row.houseGrade as HouseGrade | null,
    head: row.head as PersonId | null,
    firstIdentifiedMonth: monthFrom(row.firstIdentifiedMonth),
    identifiedMonth: monthFrom(row.identifiedMonth),
    clearedMonth: monthFrom(row.clearedMonth),
    visitedOn: row.visitedOn as Household['visitedOn'],
    successor:
      row.successor === null || row.successorCounty === null
        ? null
        : { county: row.successorCounty, household: row.successor as Id<'household'> },
    arableMu: decimal(row.arableMu),
    pastureMu: decimal(row.pastureMu),
    waterMu: decimal(row.waterMu),
    forestMu: decimal(row.forestMu),
    returnedMu: decimal(row.returnedMu),
    orchardMu: decimal(row.orchardMu),
    roadKm: decimal(row.roadKm),
    houseArea: decimal(row.houseArea),
  }
}

function decimal(text: string | null): number | null {
  return text === null ? null : Number(text)
}
