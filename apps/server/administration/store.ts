/** All SQL of administration that is not the access room's own. */
import { sql } from 'kysely'
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import { type Actor, type Duty, type Role, visible } from '@xinlu/kernel/access'
import { type Tx, visibleWhere } from '@xinlu/kernel/access/server'

/** An account as an officer's act needs it. */
export interface AccountFound {
  id: string
  login: string
  name: string
  duty: Duty
  division: DivisionCode
  endedAt: Date | null
  ver: number
}

/** Finds an account at home in the actor's places, and holds its row. */
export async function findAccount(tx: Tx, actor: Actor, id: string): Promise<AccountFound | undefined> {
  const { rows } = await sql<AccountFound>`
    select id, login, name, duty, home as division, ended_at, ver from access.account
    where id = ${id} and ${visibleWhere(actor, 'home')} for update`.execute(tx)
  return rows[0]
}

/** A post as ending it needs it. */
export interface PostFound {
  county: number
  id: string
  account: string
  role: Role
  division: DivisionCode
  fromOn: Day
  toOn: Day | null
  ver: number
}

/** Finds a post in the actor's places, and holds its row. */
export async function findPost(tx: Tx, actor: Actor, id: string): Promise<PostFound | undefined> {
  const { rows } = await sql<PostFound>`
    select county, id, account, role, division, from_on, to_on, ver from access.post
    where id = ${id} and ${visibleWhere(actor, 'division')} for update`.execute(tx)
  return rows[0]
}

/** Answers which of the codes are places of today's tree. */
export async function knownPlaces(tx: Tx, codes: readonly DivisionCode[]): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('divisions.division')
    .select('code')
    .where('code', 'in', [...codes])
    .where('validTo', 'is', null)
    .execute()
  return new Set(rows.map(({ code }) => code))
}

/** How the account list is narrowed. */
export interface AccountFilter {
  begins?: string
  state?: 'open' | 'locked' | 'ended'
  duty?: Duty
  after?: string
  size: number
}

/** An account in the list, with its posts in the actor's places. */
export interface AccountListed {
  id: string
  login: string
  name: string
  duty: Duty
  home: number
  state: 'open' | 'locked' | 'ended'
  mustChangePassword: boolean
  ver: number
  posts: {
    id: string
    role: Role
    unit: string
    division: number
    place: string | null
    extra: number[]
    fromOn: string
    toOn: string | null
    ver: number
  }[]
}

/** Lists accounts by login, one more than the page so that the caller knows whether there is another. */
export async function listAccounts(
  tx: Tx,
  actor: Actor,
  filter: AccountFilter,
  now: Date,
): Promise<AccountListed[]> {
  const { begins, state, duty, after, size } = filter
  const { rows } = await sql<AccountListed>`
    select * from (
      select a.id, a.login, a.name, a.duty, a.home, a.must_change_password, a.ver,
        case when a.ended_at is not null then 'ended' when a.locked_until > ${now} then 'locked' else 'open' end as state,
        coalesce((
          select json_agg(json_build_object('id', p.id, 'role', p.role, 'unit', p.unit, 'division', p.division,
            'place', d.name, 'extra', p.extra, 'fromOn', p.from_on, 'toOn', p.to_on, 'ver', p.ver)
            order by p.to_on desc nulls first, p.division, p.id)
          from access.post p left join divisions.division d on d.code = p.division
          where p.account = a.id), '[]') as posts
      from access.account a
      where ${visibleWhere(actor, 'a.home')}
        and (${after ?? null}::text is null or a.login > ${after ?? null}::text)
        and (${duty ?? null}::text is null or a.duty = ${duty ?? null}::text)
        and (${begins ?? null}::text is null or a.login ^@ lower(${begins ?? null}::text) or a.name ^@ ${begins ?? null}::text)
    ) listed
    where ${state ?? null}::text is null or state = ${state ?? null}::text
    order by login limit ${size + 1}`.execute(tx)
  return rows
}

/** How the audit search is narrowed; `until` is the first instant no longer wanted. */
export interface AuditFilter {
  subject?: string
  actor?: string
  act?: string
  within?: DivisionCode
  since: Date
  until: Date
  after?: AuditMark
  size: number
}

/** The last entry seen. */
export interface AuditMark {
  at: Date
  county: number
  seq: number
}

/** An entry in the list. */
export interface AuditListed extends AuditMark {
  division: number
  actor: string
  actorName: string
  role: string | null
  act: string
  subjectKind: string
  subject: string | null
  outcome: 'done' | 'refused' | 'failed'
  detail: string
  address: string | null
}

/** Lists entries of the actor's places, newest first, one more than the page. */
export async function searchAudit(tx: Tx, actor: Actor, filter: AuditFilter): Promise<AuditListed[]> {
  const { lo, hi } = visible(actor, filter.within)
  let entries = tx
    .selectFrom('audit.entry')
    .select([
      'county',
      'seq',
      'division',
      'at',
      'actor',
      'actorName',
      'role',
      'act',
      'subjectKind',
      'subject',
    ])
    .select(['outcome', 'detail', 'address'])
    .where('division', '>=', sql.lit(lo))
    .where('division', '<', sql.lit(hi))
    .where('at', '>=', filter.since)
    .where('at', '<', filter.until)
  const { subject, actor: by, act, after } = filter
  if (subject) entries = entries.where('subject', '=', subject)
  if (by) entries = entries.where('actor', '=', by)
  if (act?.includes('.')) entries = entries.where('act', '=', act)
  else if (act) entries = entries.where(sql<boolean>`act ^@ ${`${act}.`}`)
  if (after)
    entries = entries.where(sql<boolean>`(at, county, seq) < (${after.at}, ${after.county}, ${after.seq})`)
  const rows = await entries
    .orderBy('at', 'desc')
    .orderBy('county', 'desc')
    .orderBy('seq', 'desc')
    .limit(filter.size + 1)
    .execute()
  return rows as AuditListed[]
}
