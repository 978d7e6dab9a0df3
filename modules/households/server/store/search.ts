/** Finding households: by one criterion, or a village's list. Names are compared by their key, never with LIKE. */
import { nameKey, type DivisionCode } from '@xinlu/kernel/basis'
import type { Actor } from '@xinlu/kernel/access'
import { type Tx, visibleWhere } from '@xinlu/kernel/access/server'
import { type SqlBool, sql } from 'kysely'

/** One criterion of a search; numbers come as blind indexes. */
export type Criterion =
  | { by: 'name'; text: string }
  | { by: 'initials'; text: string }
  | { by: 'number'; index: Buffer }
  | { by: 'phone'; index: Buffer }
  | { by: 'code'; text: string }

/** How far a list has come: the sort key and the id of the last row. */
export interface Mark {
  key: string
  id: string
}

const household = [
  'h.county',
  'h.id',
  'h.division',
  'h.code',
  'h.headName',
  'h.size',
  'h.relocated',
  'h.kind',
  'h.monitored',
  'h.clearedMonth',
  'h.state',
] as const

/** Finds people by a criterion with their households, at most one more than `size`. */
export async function searchPeople(
  tx: Tx,
  actor: Actor,
  criterion: Exclude<Criterion, { by: 'code' }>,
  page: { within?: DivisionCode; after?: Mark; size: number },
) {
  const [column, matches] = conditionOf(criterion)
  let query = tx
    .selectFrom('households.person as p')
    .innerJoin('households.household as h', (on) =>
      on.onRef('h.county', '=', 'p.county').onRef('h.id', '=', 'p.household'),
    )
    .select(household)
    .select(['p.id as person', 'p.name as personName', 'p.born as personBorn'])
    .select(sql<string>`${sql.ref(column)}`.as('sortKey'))
    .where(visibleWhere(actor, 'p.division', page.within))
    .where(matches)
  if (page.after) {
    query = query.where(
      sql<SqlBool>`(${sql.ref(column)}, p.id) > (${page.after.key}, ${page.after.id}::uuid)`,
    )
  }
  return query
    .orderBy(sql.ref(column))
    .orderBy('p.id')
    .limit(page.size + 1)
    .execute()
}

// Where there is one exact value, the few rows found are sorted by name.
function conditionOf(criterion: Exclude<Criterion, { by: 'code' }>) {
  switch (criterion.by) {
    case 'name':
      return ['p.nameKey', sql<SqlBool>`p.name_key ^@ ${nameKey(criterion.text)}`] as const
    case 'initials':
      return ['p.pinyinInitials', sql<SqlBool>`p.pinyin_initials ^@ ${criterion.text.toLowerCase()}`] as const
    case 'number':
      return ['p.nameKey', sql<SqlBool>`p.id_index = ${criterion.index}`] as const
    case 'phone':
      return [
        'p.nameKey',
        sql<SqlBool>`(p.county, p.id) in (
          select county, id from households.person where phone_index = ${criterion.index}
          union all select county, head from households.household where phone_index = ${criterion.index})`,
      ] as const
    default:
      return criterion satisfies never
  }
}

/** Finds the households with a 户编号; more than one when a household moved out and in. */
export async function searchByCode(tx: Tx, actor: Actor, text: string, within?: DivisionCode) {
  return tx
    .selectFrom('households.household as h')
    .select(household)
    .where(visibleWhere(actor, 'h.division', within))
    .where('h.code', '=', text)
    .orderBy('h.id')
    .limit(20)
    .execute()
}

/** Lists a village's households by the head's initials, at most one more than `size`. */
export async function listHouseholds(
  tx: Tx,
  actor: Actor,
  asked: {
    village: DivisionCode
    kind?: string
    monitored?: boolean
    state: string
    after?: Mark
    size: number
  },
) {
  const key = sql<string>`coalesce(h.pinyin, '')`
  let query = tx
    .selectFrom('households.household as h')
    .select(household)
    .select(key.as('sortKey'))
    .where(visibleWhere(actor, 'h.division', asked.village))
    .where('h.state', '=', asked.state)
  if (asked.kind !== undefined) query = query.where('h.kind', '=', asked.kind)
  if (asked.monitored !== undefined)
    query = query.where('h.monitored', asked.monitored ? 'is not' : 'is', null)
  if (asked.after)
    query = query.where(sql<SqlBool>`(${key}, h.id) > (${asked.after.key}, ${asked.after.id}::uuid)`)
  return query
    .orderBy(key)
    .orderBy('h.id')
    .limit(asked.size + 1)
    .execute()
}
