/** The people of the test city: tests read as stories, `as('乡专干·李梅')`. */
import { day } from '../../basis/index.ts'
import { type Actor, actorOf } from '../actor.ts'
import type { Duty } from '../duty.ts'
import type { Role } from '../role.ts'
import {
  type Database,
  SYSTEM,
  hashPassword,
  insertAccount,
  insertPost,
  insertSetting,
  withScope,
} from '../server/index.ts'
import { insertPlaces, places } from './places.ts'

interface Person {
  login: string
  duty: Duty
  post?: { role: Role; unit: string; division: (typeof places)[keyof typeof places] }
}

const { city, 云山县, 青川县, 柳林镇, 上柳村 } = places

/** Everybody, from the city's desk to a villager without a post, and the three officers. */
export const people = {
  '市局·赵敏': work('zhaomin', 'city', '市乡村振兴局', city),
  '县专班·王强': work('wangqiang', 'county', '云山县专班', 云山县),
  '乡专干·李梅': work('limei', 'township', '柳林镇人民政府', 柳林镇),
  '村专员·孙二宝': work('sunerbao', 'village', '上柳村', 上柳村),
  '医保局·钱进': work('qianjin', 'department', '医保局', 云山县),
  '审计·周正': work('zhouzheng', 'auditor', '市督导组', city),
  '村民·吴老四': { login: 'wulaosi', duty: 'work' },
  '邻县专班·郑邻': work('zhenglin', 'county', '青川县专班', 青川县),
  '系统·严立': officer('yanli', 'system', 'systemOfficer'),
  '安全·安平': officer('anping', 'security', 'securityOfficer'),
  '审计员·甄查': officer('zhencha', 'audit', 'auditOfficer'),
} as const satisfies Record<string, Person>

/** A person of the test city, by post and name. */
export type PersonName = keyof typeof people

/** The password of everybody in the test city. */
export const testPassword = 'Hehua.2026'

// Few rounds: the tests are about what a password opens, not about how long it takes.
const TEST_ROUNDS = 1000

/**
 * Makes places, accounts and posts of the test city. Made twice, it stays as it is.
 * The accounts are at home in the city, and nobody has to change his password.
 */
export async function settleTestCity(database: Database): Promise<void> {
  const password = await hashPassword(testPassword, TEST_ROUNDS)
  await withScope(database, SYSTEM, async (tx) => {
    await insertPlaces(tx)
    const settled = await tx
      .selectFrom('access.account')
      .select('id')
      .where('id', '=', idOf('市局·赵敏'))
      .execute()
    if (settled.length > 0) return
    // Most tests are about the work behind the door; those about the second factor set the switch themselves.
    const value = {
      key: 'secondFactor.required',
      value: 0,
      document: '测试',
      byAccount: SYSTEM.account,
    } as const
    await insertSetting(tx, { ...value, fromOn: day('2020-01-01') })
    for (const key of Object.keys(people) as PersonName[]) {
      const { login, duty, post }: Person = people[key]
      const account = idOf(key)
      await insertAccount(tx, { id: account, login, name: nameOf(key), duty, home: city, password })
      if (post) await insertPost(tx, { ...post, id: postOf(key), account, fromOn: day('2020-01-01') })
    }
  })
}

/** The person at work in his post, without signing in; throws for the villager, who has none. */
export function as(key: PersonName): Actor {
  const { post }: Person = people[key]
  if (!post) throw new Error(`${key} has no post`)
  return actorOf({ ...post, account: idOf(key), name: nameOf(key), post: postOf(key) })
}

function work(
  login: string,
  role: Role,
  unit: string,
  division: NonNullable<Person['post']>['division'],
): Person {
  return { login, duty: 'work', post: { role, unit, division } }
}

function officer(login: string, duty: Duty, role: Role): Person {
  return { login, duty, post: { role, unit: '市乡村振兴局信息中心', division: city } }
}

function nameOf(key: PersonName): string {
  return key.split('·')[1]!
}

function idOf(key: PersonName): string {
  return numbered(1, key)
}

function postOf(key: PersonName): string {
  return numbered(2, key)
}

function numbered(kind: number, key: PersonName): string {
  const place = Object.keys(people).indexOf(key) + 1
  return `01920000-0000-7000-8000-00000000${kind}${String(place).padStart(3, '0')}`
}
