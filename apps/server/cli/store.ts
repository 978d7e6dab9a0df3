/** All SQL of the command line that no room offers. */
import { sql } from 'kysely'
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import type { Duty, Role } from '@xinlu/kernel/access'
import type { Tx } from '@xinlu/kernel/access/server'

/** An account as the command line finds it by its login. */
export interface AccountFound {
  id: string
  login: string
  name: string
  duty: Duty
  home: DivisionCode | null
  ended: boolean
  locked: boolean
  ver: number
}

/** Finds an account by its login. */
export async function findAccountByLogin(tx: Tx, login: string): Promise<AccountFound | undefined> {
  const { rows } = await sql<AccountFound>`
    select id, login, name, duty, home, ended_at is not null as ended, coalesce(locked_until > now(), false) as locked, ver
    from access.account where login = ${login}`.execute(tx)
  return rows[0]
}

/** A post an account holds, with the places beside its range, down to villages. */
export interface PostHeld {
  id: string
  role: Role
  unit: string
  division: DivisionCode
  place: string | null
  extra: DivisionCode[]
  ver: number
}

/** Lists the posts an account holds on a day, the widest place first. */
export async function listHeldPosts(tx: Tx, account: string, on: Day): Promise<PostHeld[]> {
  const { rows } = await sql<PostHeld>`
    select p.id, p.role, p.unit, p.division, d.name as place, p.ver,
      array(
        select e.code from unnest(p.extra) as e (code)
        union
        select v.code from unnest(p.extra) as e (code), divisions.division v
        where e.code % 1000 = 0 and v.code >= e.code
          and v.code < e.code + case when e.code % 1000000 = 0 then 1000000 else 1000 end
        order by 1) as extra
    from access.post p left join divisions.division d on d.code = p.division
    where p.account = ${account} and p.from_on <= ${on} and (p.to_on is null or p.to_on > ${on})
    order by p.division, p.id`.execute(tx)
  return rows
}

/** Answers the place at the top of the tree, or nothing when no places are loaded. */
export async function findRootPlace(tx: Tx): Promise<DivisionCode | undefined> {
  const { rows } = await sql<{ code: DivisionCode | null }>`
    select min(code) as code from divisions.division where parent is null and valid_to is null`.execute(tx)
  return rows[0]?.code ?? undefined
}

/** Answers whether any household is registered. */
export async function hasHouseholds(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from households.household_public) as has`.execute(tx)
  return rows[0]!.has
}

/** Counts accounts that were made by hand and those of the demo city. */
export async function countAccounts(tx: Tx): Promise<{ real: number; demo: number }> {
  const { rows } = await sql<{ real: number; demo: number }>`
    select count(*) filter (where not is_demo) as real, count(*) filter (where is_demo and ended_at is null) as demo
    from access.account`.execute(tx)
  return rows[0]!
}

/** Finds a household by its id, where the transaction can see it. */
export async function findHouseholdById(
  tx: Tx,
  id: string,
): Promise<
  { county: number; id: string; code: string | null; headName: string | null; size: number } | undefined
> {
  return tx
    .selectFrom('households.householdPublic')
    .select(['county', 'id', 'code', 'headName', 'size'])
    .where('id', '=', id)
    .$narrowType<{ county: number; id: string; size: number }>()
    .executeTakeFirst()
}
