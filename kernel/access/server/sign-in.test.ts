import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Problem, day, newId } from '../../basis/index.ts'
import { type PersonName, as, people, places, settleTestCity, testPassword } from '../test/index.ts'
import { type TestDoor, testDoor } from '../test/door.ts'
import { changePassword } from './change-password.ts'
import { type Database, openDatabase } from './database.ts'
import { hashPassword } from './password-hash.ts'
import { actorOfSession, sessionOf } from './session.ts'
import { type SignIn, signIn, signOut, switchPost } from './sign-in.ts'
import { insertPost } from './store/accounts.ts'
import { SYSTEM, withScope } from './with-scope.ts'

let test: TestDatabase
let database: Database
let door: TestDoor
let digest: string

beforeAll(async () => {
  test = await testDatabase()
  database = openDatabase(test.appUrl)
  await settleTestCity(database)
  await test.admin(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, 'test')`)
  digest = (await test.admin(`select password from access.account where login = 'limei'`)).rows[0].password
})
afterAll(async () => {
  await database.close()
  await test.drop()
})
beforeEach(async () => {
  door = testDoor(database)
  await test.admin(
    `update access.account set failures = 0, locked_until = null, ended_at = null, must_change_password = false,
     password_set_on = '2026-11-01', password = $1`,
    [digest],
  )
  await test.admin(`update access.post set to_on = null`)
  await test.admin(`delete from access.sign_in_attempt`)
})

const enter = (key: PersonName, more: Partial<SignIn> = {}) =>
  signIn(door, { login: people[key].login, password: testPassword, address: '10.1.2.3', ...more })

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Problem)
  return error as Problem
}

const failTimes = async (key: PersonName, times: number) => {
  for (let i = 0; i < times; i += 1) await problemOf(enter(key, { password: `wrong ${i}` }))
}

describe('signing in', () => {
  it('opens the one post a person holds, and stores no token in the clear', async () => {
    const { token, session } = await enter('乡专干·李梅')
    expect(session).toMatchObject({ state: 'working', actor: as('乡专干·李梅') })
    expect(await actorOfSession(door, token)).toEqual(as('乡专干·李梅'))
    const { rows } = await test.admin('select * from access.session')
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(door.noted.at(-1)).toMatchObject({
      act: 'access.signIn',
      outcome: 'done',
      who: { name: '李梅', address: '10.1.2.3' },
      note: { division: places.柳林镇 },
    })
  })

  it('takes the login in any case, with blanks around it', async () => {
    expect((await enter('市局·赵敏', { login: ' ZhaoMin ' })).session.state).toBe('working')
  })

  it('answers the same bytes for an unknown login, a wrong password, a locked and an ended account', async () => {
    await failTimes('县专班·王强', 5)
    await test.admin(`update access.account set ended_at = now() where login = 'limei'`)
    const answers = [
      await problemOf(signIn(door, { login: 'nobody', password: testPassword })),
      await problemOf(enter('市局·赵敏', { password: 'wrong' })),
      await problemOf(enter('县专班·王强')),
      await problemOf(enter('乡专干·李梅')),
    ].map((problem) =>
      JSON.stringify([problem.status, problem.code, problem.detail, problem.extra, problem.reasons]),
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('连续输错 5 次')
  })

  it('refuses a stored digest of an unknown algorithm', async () => {
    await test.admin(`update access.account set password = 'md5$x' where login = 'zhencha'`)
    expect((await problemOf(enter('审计员·甄查', { password: 'x' }))).code).toBe('access.sign-in-refused')
  })

  it('locks after five failures, for thirty minutes, also against the right password', async () => {
    await failTimes('县专班·王强', 4)
    await enter('县专班·王强')
    await failTimes('县专班·王强', 5)
    expect(door.noted.at(-1)).toMatchObject({ outcome: 'refused', note: { detail: { locked: true } } })
    door.pass(29)
    await problemOf(enter('县专班·王强'))
    door.pass(1)
    expect((await enter('县专班·王强')).session.state).toBe('working')
  })

  it('counts twenty guesses at once one after the other', async () => {
    const guesses = Array.from({ length: 40 }, (_, i) =>
      problemOf(enter('县专班·王强', { password: `guess ${i}` })),
    )
    await Promise.all(guesses)
    await problemOf(enter('县专班·王强'))
    const counted = door.noted.filter(({ note }) => note.detail?.locked === true)
    expect(counted).toHaveLength(1)
  })

  it('never keeps what was typed', async () => {
    await problemOf(signIn(door, { login: 'Canary.Login', password: 'Canary.Password' }))
    await enter('市局·赵敏', { agent: 'Mozilla' })
    expect(JSON.stringify(door.noted)).not.toMatch(/canary/i)
    expect(JSON.stringify(door.noted)).not.toContain(testPassword)
  })

  it('lets a villager without a post in, and nowhere else', async () => {
    const { token, session } = await enter('村民·吴老四')
    expect(session).toMatchObject({ state: 'choosing', posts: [] })
    expect((await problemOf(actorOfSession(door, token))).code).toBe('access.no-post')
  })

  it('makes a digest of too few rounds anew', async () => {
    const many = `('password.iterations', '2026-11-24', 200000, 'test')`
    await test.admin(`insert into access.setting values ${many}`)
    await enter('市局·赵敏')
    const { rows } = await test.admin(`select password from access.account where login = 'zhaomin'`)
    expect(rows[0].password).toMatch(/^pbkdf2-sm3\$200000\$/)
    expect((await enter('市局·赵敏')).session.state).toBe('working')
    await test.admin(`delete from access.setting where from_on = '2026-11-24'`)
  })

  it('refuses a password that was replaced while it was being checked', async () => {
    const slow = await hashPassword(testPassword, 3_000_000)
    await test.admin(`update access.account set password = $1 where login = 'zhaomin'`, [slow])
    const checking = problemOf(enter('市局·赵敏'))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await test.admin(`update access.account set password = $1 where login = 'zhaomin'`, [digest])
    expect((await checking).code).toBe('access.sign-in-refused')
  })
})

describe('a session', () => {
  it('ends after thirty idle minutes, counted from the last request', async () => {
    const { token } = await enter('村专员·孙二宝')
    door.pass(29)
    expect((await sessionOf(door, token))?.state).toBe('working')
    door.pass(29)
    expect((await sessionOf(door, token))?.state).toBe('working')
    door.pass(30)
    expect(await sessionOf(door, token)).toBeUndefined()
    expect((await problemOf(actorOfSession(door, token))).code).toBe('access.not-signed-in')
  })

  it('ends after eight hours, however busy', async () => {
    const { token } = await enter('村专员·孙二宝')
    for (let minutes = 0; minutes < 475; minutes += 25) {
      door.pass(25)
      expect(await sessionOf(door, token)).toBeDefined()
    }
    door.pass(5)
    expect(await sessionOf(door, token)).toBeUndefined()
  })

  it('keeps the limits that were in force when it began, and takes new ones from the day they are dated', async () => {
    await test.admin(
      `insert into access.setting values ('session.idleMinutes', '2026-11-25', 10, '市局〔2026〕1号')`,
    )
    const today = await enter('村专员·孙二宝')
    door.pass(20)
    expect(await sessionOf(door, today.token)).toBeDefined()
    door.pass(24 * 60)
    const tomorrow = await enter('村专员·孙二宝')
    door.pass(10)
    expect(await sessionOf(door, tomorrow.token)).toBeUndefined()
  })

  it('ends by signing out', async () => {
    const { token } = await enter('市局·赵敏')
    await signOut(door, token)
    expect(await sessionOf(door, token)).toBeUndefined()
    expect(door.noted.at(-1)?.act).toBe('access.signOut')
  })

  it.each([
    [
      'the account ends',
      `update access.account set ended_at = now() where login = 'limei'`,
      'access.not-signed-in',
    ],
    [
      'the post ends today',
      `update access.post set to_on = '2026-11-24' where unit = '柳林镇人民政府'`,
      'access.no-post',
    ],
    [
      'the session is ended',
      `update access.session set ended_at = now(), ended_why = 'endedByOwner'`,
      'access.not-signed-in',
    ],
    [
      'a new password is demanded',
      `update access.account set must_change_password = true`,
      'access.must-change-password',
    ],
  ])('stops at the next request when %s', async (_case, change, code) => {
    const { token } = await enter('乡专干·李梅')
    await actorOfSession(door, token)
    await test.admin(change)
    expect((await problemOf(actorOfSession(door, token))).code).toBe(code)
  })

  it('knows no token but its own', async () => {
    expect(await sessionOf(door, undefined)).toBeUndefined()
    expect(await sessionOf(door, '')).toBeUndefined()
    expect(await sessionOf(door, 'x'.repeat(43))).toBeUndefined()
  })
})

describe('several posts', () => {
  const account = as('村专员·孙二宝').account
  const second = newId()
  const third = newId()

  beforeAll(async () => {
    const post = { account, unit: '驻村工作队', fromOn: day('2026-01-01') }
    await withScope(database, SYSTEM, async (tx) => {
      const extra = [places.柳林镇, places.东关村]
      await insertPost(tx, { ...post, id: second, role: 'village', division: places.石坡村, extra })
      await insertPost(tx, { ...post, id: third, role: 'village', division: places.西关村 })
    })
    await test.admin(`update access.post set from_on = '2027-01-01' where id = $1`, [third])
  })

  it('are chosen from; one that begins later is not among them', async () => {
    const { token, session } = await enter('村专员·孙二宝')
    expect(session.state).toBe('choosing')
    expect(session.posts.map(({ id, place }) => [id, place])).toEqual([
      [as('村专员·孙二宝').post, '上柳村'],
      [second, '石坡村'],
    ])
    expect((await problemOf(actorOfSession(door, token))).code).toBe('access.no-post')
    await switchPost(door, token, as('村专员·孙二宝').post)
    expect((await actorOfSession(door, token)).division).toBe(places.上柳村)
    await switchPost(door, token, second)
    expect((await actorOfSession(door, token)).division).toBe(places.石坡村)
  })

  it('open a township beside the range as itself and all its villages', async () => {
    const { token } = await enter('村专员·孙二宝')
    await switchPost(door, token, second)
    const actor = await actorOfSession(door, token)
    expect(actor.extra).toEqual([places.柳林镇, places.上柳村, places.下柳村, places.东关村])
  })

  it('refuse a post of somebody else, or one that has not begun', async () => {
    const { token } = await enter('村专员·孙二宝')
    expect((await problemOf(switchPost(door, token, as('市局·赵敏').post))).code).toBe('access.post-not-held')
    expect((await problemOf(switchPost(door, token, third))).code).toBe('access.post-not-held')
  })
})

describe('changing the password', () => {
  const fresh = 'Liushu-7-bian'

  it('ends the old sessions and begins a new one', async () => {
    await test.admin(`update access.account set must_change_password = true where login = 'qianjin'`)
    const here = await enter('医保局·钱进')
    const elsewhere = await enter('医保局·钱进')
    expect(here.session.state).toBe('mustChangePassword')
    const changed = await changePassword(door, here.token, { old: testPassword, fresh })
    expect(changed.session).toMatchObject({ state: 'working', actor: as('医保局·钱进') })
    expect(await sessionOf(door, here.token)).toBeUndefined()
    expect(await sessionOf(door, elsewhere.token)).toBeUndefined()
    expect((await actorOfSession(door, changed.token)).name).toBe('钱进')
    await problemOf(enter('医保局·钱进'))
    expect((await enter('医保局·钱进', { password: fresh })).session.state).toBe('working')
  })

  it('refuses with every reason', async () => {
    const { token } = await enter('乡专干·李梅')
    const problem = await problemOf(changePassword(door, token, { old: testPassword, fresh: 'Limei' }))
    expect(problem.status).toBe(422)
    expect(problem.reasons?.map(({ code }) => code)).toEqual([
      'password.short',
      'password.plain',
      'password.login',
      'password.name',
    ])
    for (const near of ['Yunshan@2026', 'LiuLin-Zhen9', '柳林镇Aa2026']) {
      const refused = await problemOf(changePassword(door, token, { old: testPassword, fresh: near }))
      expect(refused.reasons?.map(({ code }) => code)).toEqual(['password.name'])
    }
    const same = await problemOf(changePassword(door, token, { old: testPassword, fresh: testPassword }))
    expect(same.reasons?.map(({ code }) => code)).toEqual(['password.same'])
  })

  it('counts wrong tries at an open screen like failed sign-ins, and closes it at the fifth', async () => {
    const { token } = await enter('县专班·王强')
    for (let i = 0; i < 4; i += 1) {
      const problem = await problemOf(changePassword(door, token, { old: 'wrong', fresh }))
      expect(problem.code).toBe('access.wrong-password')
    }
    expect((await problemOf(changePassword(door, token, { old: 'wrong', fresh }))).code).toBe(
      'access.sign-in-refused',
    )
    expect(await sessionOf(door, token)).toBeUndefined()
    await problemOf(enter('县专班·王强'))
  })

  it('is demanded on day 91', async () => {
    await test.admin(`update access.account set password_set_on = '2026-08-26' where login = 'zhenglin'`)
    expect((await enter('邻县专班·郑邻')).session.state).toBe('working')
    door.pass(24 * 60)
    expect((await enter('邻县专班·郑邻')).session.state).toBe('mustChangePassword')
  })
})

describe('the duties', () => {
  it.each(['village', 'securityOfficer', 'auditOfficer'] as const)(
    'let the system officer hold no post of %s, whoever gives it',
    async (role) => {
      const giving = withScope(database, SYSTEM, (tx) =>
        insertPost(tx, {
          id: newId(),
          account: as('系统·严立').account,
          role,
          unit: 'x',
          division: places.city,
          fromOn: day('2026-01-01'),
        }),
      )
      await expect(giving).rejects.toMatchObject({ constraint: 'post_duty_of_account' })
    },
  )
})
