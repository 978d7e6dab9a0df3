/** SQL of accounts and posts. */
import { sql } from 'kysely'
import { type Day, type DivisionCode, countyOf } from '../../../basis/index.ts'
import type { Duty } from '../../duty.ts'
import type { Role } from '../../role.ts'
import type { Tx } from '../database.ts'

/** An account to be made; without a password it cannot be used until one is set. */
export interface NewAccount {
  id: string
  login: string
  name: string
  duty?: Duty
  home?: DivisionCode
  /** As `hashPassword` answers it. */
  password?: string
  mustChangePassword?: boolean
  isDemo?: boolean
}

/** A post to be given. */
export interface NewPost {
  id: string
  account: string
  role: Role
  unit: string
  division: DivisionCode
  extra?: readonly DivisionCode[]
  fromOn: Day
  byAccount?: string
}

/** Makes an account; a login that is taken is refused by `account_login_once`. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
  await tx.insertInto('access.account').values(account).execute()
}

/** Gives a post; a role that does not fit the account's duty is refused by `post_duty_of_account`. */
export async function insertPost(tx: Tx, { extra = [], ...post }: NewPost): Promise<void> {
  await tx
    .insertInto('access.post')
    .values({ ...post, county: countyOf(post.division), extra: [...extra] })
    .execute()
}

/** Finds an account by its login and holds its row until the transaction ends. */
export function lockAccountByLogin(tx: Tx, login: string) {
  return tx.selectFrom('access.account').selectAll().where('login', '=', login).forUpdate().executeTakeFirst()
}

/** Finds an account by its id and holds its row until the transaction ends. */
export function lockAccount(tx: Tx, id: string) {
  return tx.selectFrom('access.account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Answers the stored digest of a login, or null; for computing outside a transaction. */
export async function storedPassword(tx: Tx, login: string): Promise<string | null> {
  const row = await tx
    .selectFrom('access.account')
    .select('password')
    .where('login', '=', login)
    .executeTakeFirst()
  return row?.password ?? null
}

/** Counts a failure; the last of the allowed ones locks the account until `lockedUntil` and begins the count anew. */
export async function countFailure(
  tx: Tx,
  account: string,
  failures: number,
  lockedUntil: Date | null,
): Promise<void> {
  const set = lockedUntil ? { failures: 0, lockedUntil } : { failures }
  await tx.updateTable('access.account').set(set).where('id', '=', account).execute()
}

/** Forgets failures and lock. */
export async function clearFailures(tx: Tx, account: string): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ failures: 0, lockedUntil: null })
    .where('id', '=', account)
    .execute()
}

/** Demands a new password before anything else. */
export async function demandPassword(tx: Tx, account: string): Promise<void> {
  await tx.updateTable('access.account').set({ mustChangePassword: true }).where('id', '=', account).execute()
}

/** Replaces the digest alone, when the same password is stored in a stronger form. */
export async function restorePassword(tx: Tx, account: string, password: string): Promise<void> {
  await tx.updateTable('access.account').set({ password }).where('id', '=', account).execute()
}

/** Sets a new password; a one-time one must be changed at the first sign-in. */
export async function setPassword(
  tx: Tx,
  account: string,
  set: { password: string; passwordSetOn: Day; mustChangePassword: boolean },
): Promise<void> {
  await tx
    .updateTable('access.account')
    .set((row) => ({ ...set, failures: 0, lockedUntil: null, ver: row('ver', '+', 1) }))
    .where('id', '=', account)
    .execute()
}

/** The words that the account's password may not contain: names and pinyin of his places, county and below. */
export async function placeWords(tx: Tx, account: string): Promise<string[]> {
  const { rows } = await sql<{ name: string; pinyin: string }>`
    select distinct d.name, d.pinyin
    from (
      select division as code from access.post where account = ${account}
      union select home from access.account where id = ${account} and home is not null
    ) place
    join divisions.division d on d.code in (
      place.code, place.code / 1000 * 1000, place.code / 1000000 * 1000000, place.code / 100000000 * 100000000)`.execute(
    tx,
  )
  return rows.flatMap(({ name, pinyin }) => [name, pinyin])
}

/** Where entries about an account belong: its first post, its home, else the widest place of the installation. */
export async function placeOfAccount(tx: Tx, account: string | undefined): Promise<DivisionCode> {
  const { rows } = await sql<{ division: number }>`
    select coalesce(
      (select division from access.post where account = ${account ?? null}::uuid
        order by (to_on is null) desc, from_on desc, id limit 1),
      (select home from access.account where id = ${account ?? null}::uuid),
      (select min(division) from access.post),
      0) as division`.execute(tx)
  return rows[0]!.division as DivisionCode
}

/** Ends an account for good; its history stays. */
export async function closeAccount(tx: Tx, account: string, endedAt: Date): Promise<void> {
  await tx
    .updateTable('access.account')
    .set((row) => ({ endedAt, ver: row('ver', '+', 1) }))
    .where('id', '=', account)
    .execute()
}

/** Ends a post: from that day on it is no longer held. */
export async function closePost(tx: Tx, post: { county: number; id: string }, toOn: Day): Promise<void> {
  await tx
    .updateTable('access.post')
    .set((row) => ({ toOn, ver: row('ver', '+', 1) }))
    .where('county', '=', post.county)
    .where('id', '=', post.id)
    .execute()
}
