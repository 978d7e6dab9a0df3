/** SQL of sessions. */
import { sql } from 'kysely'
import type { Day } from '../../../basis/index.ts'
import type { HeldPost } from '../../session-view.ts'
import type { Tx } from '../database.ts'

/** A session with its account and posts, as they are at this moment. */
export interface SessionRow {
  account: string
  login: string
  name: string
  mustChangePassword: boolean
  post: string | null
  createdAt: Date
  expiresAt: Date
  seenAt: Date
  /** When the second factor was passed in this session. */
  factorAt: Date | null
  confirmedUntil: Date
  idleMinutes: number
  /** Whether the account has an authenticator that has proven itself. */
  isEnrolled: boolean
  /** Whether this installation asks anybody for a second factor today. */
  isFactorAsked: boolean
  /** The roles of which a second factor is demanded today. */
  demanding: string[]
  posts: HeldPost[]
  /** The places beside the range of the session's post, down to villages. */
  extra: number[]
}

/** Why a session ended. */
export type EndedWhy =
  | 'signedOut'
  | 'passwordChanged'
  | 'passwordReset'
  | 'accountEnded'
  | 'locked'
  | 'endedByOwner'
  | 'factorRemoved'

/** Begins a session. */
export async function insertSession(
  tx: Tx,
  session: {
    tokenHash: Buffer
    account: string
    post: string | null
    createdAt: Date
    seenAt: Date
    expiresAt: Date
    factorAt: Date | null
    confirmedUntil: Date
    confirmMinutes: number
    idleMinutes: number
    address: string | null
    agent: string | null
  },
): Promise<void> {
  await tx.insertInto('access.session').values(session).execute()
}

/** Answers the posts that an account holds on a day, widest place first. */
export async function heldPosts(tx: Tx, account: string, on: Day): Promise<HeldPost[]> {
  const { rows } = await sql<HeldPost>`
    select p.id, p.role, p.unit, p.division, d.name as place
    from access.post p left join divisions.division d on d.code = p.division
    where p.account = ${account} and p.from_on <= ${on} and (p.to_on is null or p.to_on > ${on})
    order by p.division, p.id`.execute(tx)
  return rows
}

/**
 * Finds a session that is alive: not ended, not idle too long, not too old, its account not ended. Account and posts
 * are read in the same query at every request, so that ending any of them takes effect at the next one.
 * A township or county in the post's list is answered as all its villages, because row policies compare single codes.
 */
export async function findSession(
  tx: Tx,
  tokenHash: Buffer,
  now: Date,
  today: Day,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.account, a.login, a.name, a.must_change_password, s.post, s.created_at, s.expires_at, s.seen_at, s.factor_at,
      s.idle_minutes,
      greatest(s.confirmed_until, s.created_at) as confirmed_until,
      exists (select from access.second_factor f where f.account = s.account and f.enrolled_at is not null) as is_enrolled,
      1 = (
        select value from access.setting where key = 'secondFactor.required' and from_on <= ${today}
        order by from_on desc limit 1) as is_factor_asked,
      array(
        select substr(t.key, 14) from (
          select distinct on (key) key, value from access.setting
          where key like 'secondFactor.%' and from_on <= ${today} order by key, from_on desc) t
        where t.value = 1 and t.key <> 'secondFactor.required' and 1 = (
          select value from access.setting where key = 'secondFactor.required' and from_on <= ${today}
          order by from_on desc limit 1)) as demanding,
      coalesce((
        select json_agg(json_build_object('id', p.id, 'role', p.role, 'unit', p.unit, 'division', p.division,
          'place', d.name) order by p.division, p.id)
        from access.post p left join divisions.division d on d.code = p.division
        where p.account = s.account and p.from_on <= ${today} and (p.to_on is null or p.to_on > ${today})), '[]') as posts,
      array(
        select e.code from access.post p, unnest(p.extra) as e (code) where p.id = s.post and p.account = s.account
        union
        select d.code from access.post p, unnest(p.extra) as e (code), divisions.division d
        where p.id = s.post and p.account = s.account and e.code % 1000 = 0 and d.code >= e.code
          and d.code < e.code + case when e.code % 1000000 = 0 then 1000000 else 1000 end
        order by 1) as extra
    from access.session s join access.account a on a.id = s.account
    where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${now} and a.ended_at is null
      and s.seen_at > ${now}::timestamptz - make_interval(mins => s.idle_minutes)`.execute(tx)
  return rows[0]
}

/** Notes that a session was used. */
export async function touchSession(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await tx.updateTable('access.session').set({ seenAt: now }).where('tokenHash', '=', tokenHash).execute()
}

/** Puts a session to work in a post. */
export async function choosePost(tx: Tx, tokenHash: Buffer, post: string): Promise<void> {
  await tx.updateTable('access.session').set({ post }).where('tokenHash', '=', tokenHash).execute()
}

/**
 * Gives a session that has proven more than before a new token, opens hidden values and exports for its minutes, and
 * notes the second factor when that was what it proved.
 */
export async function strengthenSession(
  tx: Tx,
  tokenHash: Buffer,
  to: { tokenHash: Buffer; now: Date; isFactor: boolean },
): Promise<void> {
  await sql`
    update access.session set token_hash = ${to.tokenHash},
      factor_at = case when ${to.isFactor} then ${to.now}::timestamptz else factor_at end,
      confirmed_until = ${to.now}::timestamptz + make_interval(mins => confirm_minutes)
    where token_hash = ${tokenHash}`.execute(tx)
}

/** Ends one session. */
export async function endSession(
  tx: Tx,
  tokenHash: Buffer,
  endedAt: Date,
  endedWhy: EndedWhy,
): Promise<void> {
  await tx
    .updateTable('access.session')
    .set({ endedAt, endedWhy })
    .where('tokenHash', '=', tokenHash)
    .where('endedAt', 'is', null)
    .execute()
}

/** Ends every session of an account. */
export async function endSessions(tx: Tx, account: string, endedAt: Date, endedWhy: EndedWhy): Promise<void> {
  await tx
    .updateTable('access.session')
    .set({ endedAt, endedWhy })
    .where('account', '=', account)
    .where('endedAt', 'is', null)
    .execute()
}

/** Answers the living sessions of an account, the last used first. */
export function listSessions(tx: Tx, account: string, now: Date) {
  return tx
    .selectFrom('access.session')
    .select(['tokenHash', 'createdAt', 'seenAt', 'expiresAt', 'address', 'agent'])
    .where('account', '=', account)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where(sql<boolean>`seen_at > ${now}::timestamptz - make_interval(mins => idle_minutes)`)
    .orderBy('seenAt', 'desc')
    .execute()
}
