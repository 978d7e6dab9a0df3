/** The second factor: bound once, passed at every sign-in, each code good for one time, and no way around it. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../basis/index.ts'
import { type PersonName, as, people, settleTestCity, testPassword } from '../test/index.ts'
import { type TestDoor, testDoor } from '../test/door.ts'
import { changePassword } from './change-password.ts'
import { confirmSession } from './confirm-session.ts'
import { type Database, openDatabase } from './database.ts'
import { beginEnrolment, finishEnrolment, passSecondFactor, removeFactor } from './second-factor.ts'
import { actorOfSession, sessionOf } from './session.ts'
import { signIn, switchPost } from './sign-in.ts'

let test: TestDatabase
let database: Database
let door: TestDoor

beforeAll(async () => {
  test = await testDatabase()
  database = openDatabase(test.appUrl)
  await settleTestCity(database)
  await test.admin(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, 'test')`)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})
beforeEach(async () => {
  door = testDoor(database)
  await test.admin(`update access.setting set value = 1 where key = 'secondFactor.required'`)
  await test.admin(`delete from access.second_factor; delete from access.recovery_code;
    delete from access.session; delete from access.sign_in_attempt;
    update access.account set failures = 0, locked_until = null, must_change_password = false`)
})

const enter = (key: PersonName, password = testPassword) =>
  signIn(door, { login: people[key].login, password, address: '10.1.2.3' })
const codeAt = (secret: string, minutes = 0) =>
  new TOTP({ secret }).generate({ timestamp: door.now().getTime() + minutes * 60_000 })
const refusal = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(Problem)
  return thrown as Problem
}
const acts = () => door.noted.map(({ act, outcome }) => `${act} ${outcome}`)

async function enrol(key: PersonName) {
  const { token } = await enter(key)
  const { secret, uri } = await beginEnrolment(door, { token })
  const finished = await finishEnrolment(door, { token }, codeAt(secret))
  door.pass(1)
  return { secret, uri, ...finished }
}

describe('a post that demands a second factor', () => {
  it.each(['市局·赵敏', '县专班·王强', '系统·严立', '安全·安平', '审计员·甄查'] as const)(
    'lets %s only enrol until he has one',
    async (key) => {
      const { token, session } = await enter(key)
      expect(session.state).toBe('mustEnrol')
      expect(await refusal(actorOfSession(door, token))).toMatchObject({
        status: 403,
        code: 'access.must-enrol',
      })
      const { secret } = await beginEnrolment(door, { token })
      const finished = await finishEnrolment(door, { token }, codeAt(secret))
      expect(await actorOfSession(door, finished.token)).toEqual(as(key))
    },
  )

  it('is not one of a village, and none at all where the switch is off', async () => {
    expect((await enter('村专员·孙二宝')).session.state).toBe('working')
    await test.admin(`update access.setting set value = 0 where key = 'secondFactor.required'`)
    expect((await enter('市局·赵敏')).session.state).toBe('working')
  })

  it('stops a session that began before the demand, at its next request', async () => {
    const { token } = await enter('乡专干·李梅')
    await test.admin(`insert into access.setting values ('secondFactor.township', '2026-11-24', 1, 'test')`)
    expect((await refusal(actorOfSession(door, token))).code).toBe('access.must-enrol')
    await test.admin(`delete from access.setting where key = 'secondFactor.township' and document = 'test'`)
  })
})

describe('enrolling', () => {
  it('shows the secret once, and keeps it sealed', async () => {
    const { secret, uri, recoveryCodes } = await enrol('乡专干·李梅')
    expect(decodeURIComponent(uri)).toBe(
      `otpauth://totp/忻路:limei?issuer=忻路&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    )
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    const { rows } = await test.admin('select * from access.second_factor')
    const { rows: codes } = await test.admin('select * from access.recovery_code')
    expect(rows[0].secret.toString('latin1')).not.toContain(secret)
    expect(codes).toHaveLength(10)
    for (const code of recoveryCodes) expect(JSON.stringify([codes, door.noted])).not.toContain(code)
    expect(JSON.stringify(door.noted)).not.toContain(secret)
    expect(new Set(recoveryCodes).size).toBe(10)
  })

  it('binds nothing before the first code was right', async () => {
    const { token } = await enter('乡专干·李梅')
    const first = await beginEnrolment(door, { token })
    const second = await beginEnrolment(door, { token })
    expect((await refusal(finishEnrolment(door, { token }, codeAt(first.secret)))).code).toBe(
      'access.wrong-code',
    )
    expect((await enter('乡专干·李梅')).session.state).toBe('working')
    await finishEnrolment(door, { token }, codeAt(second.secret))
    expect((await enter('乡专干·李梅')).session.state).toBe('secondFactor')
  })

  it('sends every other session of the account to the second step', async () => {
    const elsewhere = await enter('乡专干·李梅')
    const { token } = await enrol('乡专干·李梅')
    expect((await sessionOf(door, token))?.state).toBe('working')
    expect((await refusal(actorOfSession(door, elsewhere.token))).code).toBe('access.needs-second-factor')
  })

  it('waits until a one-time password has been replaced', async () => {
    await test.admin(`update access.account set must_change_password = true where login = 'zhaomin'`)
    const { token } = await enter('市局·赵敏')
    expect((await refusal(beginEnrolment(door, { token }))).code).toBe('access.must-change-password')
  })

  it('is not for whoever finds an open screen, and not for a second telephone', async () => {
    const { token } = await enter('乡专干·李梅')
    door.pass(10)
    expect(await refusal(beginEnrolment(door, { token }))).toMatchObject({ status: 428 })
    const enrolled = await enrol('乡专干·李梅')
    expect((await refusal(beginEnrolment(door, { token: enrolled.token }))).code).toBe(
      'access.already-enrolled',
    )
  })
})

describe('the second step', () => {
  it('is all that a right password opens', async () => {
    const { secret } = await enrol('乡专干·李梅')
    await test.admin(`update access.account set must_change_password = true where login = 'limei'`)
    const { token, session } = await enter('乡专干·李梅')
    expect(session.state).toBe('secondFactor')
    const refused = await Promise.all([
      refusal(actorOfSession(door, token)),
      refusal(beginEnrolment(door, { token })),
      refusal(removeFactor(door, { token }, codeAt(secret))),
      refusal(confirmSession(door, { token }, { password: testPassword })),
      refusal(switchPost(door, token, as('乡专干·李梅').post)),
      refusal(changePassword(door, token, { old: testPassword, fresh: 'Liushu-7-bian' })),
    ])
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['access.needs-second-factor']))
  })

  it('gives a new token, and the old one opens nothing', async () => {
    const { secret } = await enrol('乡专干·李梅')
    const { token } = await enter('乡专干·李梅')
    const passed = await passSecondFactor(door, { token, address: '10.1.2.3' }, codeAt(secret))
    expect(await actorOfSession(door, passed.token)).toEqual(as('乡专干·李梅'))
    expect(await sessionOf(door, token)).toBeUndefined()
    expect(acts().slice(-1)).toEqual(['access.passSecondFactor done'])
    expect((await refusal(passSecondFactor(door, { token: passed.token }, codeAt(secret)))).code).toBe(
      'access.no-such-step',
    )
  })

  it('takes a code once, also when it is sent four times at once, and none that is older', async () => {
    const { secret } = await enrol('乡专干·李梅')
    const sessions = await Promise.all(Array.from({ length: 4 }, () => enter('乡专干·李梅')))
    const sent = sessions.map(({ token }) => passSecondFactor(door, { token }, codeAt(secret)))
    const passed = (await Promise.allSettled(sent)).filter(({ status }) => status === 'fulfilled')
    expect(passed).toHaveLength(1)
    door.pass(0.5)
    const { token } = await enter('乡专干·李梅')
    expect((await refusal(passSecondFactor(door, { token }, codeAt(secret, -0.5)))).code).toBe(
      'access.wrong-code',
    )
    await passSecondFactor(door, { token }, codeAt(secret))
  })

  it.each([
    [-0.5, true],
    [0.5, true],
    [-1, false],
    [1, false],
  ])('with a clock %d minutes off: %s', async (minutes, isRight) => {
    const { secret } = await enrol('乡专干·李梅')
    door.pass(2)
    const { token } = await enter('乡专干·李梅')
    const passing = passSecondFactor(door, { token }, codeAt(secret, minutes))
    if (isRight) expect((await passing).session.state).toBe('working')
    else expect((await refusal(passing)).code).toBe('access.wrong-code')
  })

  it('locks after five wrong codes, and the right password in between wins no new guesses', async () => {
    const { secret } = await enrol('乡专干·李梅')
    const wrong = codeAt(secret, 60)
    for (let i = 0; i < 4; i += 1) {
      const { token } = await enter('乡专干·李梅')
      expect((await refusal(passSecondFactor(door, { token }, wrong))).code).toBe('access.wrong-code')
    }
    const { token } = await enter('乡专干·李梅')
    expect((await refusal(passSecondFactor(door, { token }, wrong))).code).toBe('access.sign-in-refused')
    expect(await sessionOf(door, token)).toBeUndefined()
    expect((await refusal(enter('乡专干·李梅'))).code).toBe('access.sign-in-refused')
    door.pass(30)
    const again = await enter('乡专干·李梅')
    await passSecondFactor(door, { token: again.token }, codeAt(secret))
    const { rows } = await test.admin(`select failures from access.account where login = 'limei'`)
    expect(rows[0].failures).toBe(0)
  })

  it('is kept when the password is changed, and not skipped by a new one', async () => {
    const { secret } = await enrol('医保局·钱进')
    const { token } = await enter('医保局·钱进')
    const passed = await passSecondFactor(door, { token }, codeAt(secret))
    const changed = await changePassword(door, passed.token, { old: testPassword, fresh: 'Liushu-7-bian' })
    expect(changed.session.state).toBe('working')
    expect((await enter('医保局·钱进', 'Liushu-7-bian')).session.state).toBe('secondFactor')
  })
})

describe('recovery codes', () => {
  it('pass the second step once each, in any writing, and are told to the audit trail', async () => {
    const { recoveryCodes } = await enrol('乡专干·李梅')
    const [code] = recoveryCodes as [string]
    const first = await enter('乡专干·李梅')
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')}`
    expect((await passSecondFactor(door, { token: first.token }, typed)).session.state).toBe('working')
    expect(door.noted.find(({ act }) => act === 'access.useRecoveryCode')?.note.detail).toEqual({ left: 9 })
    const second = await enter('乡专干·李梅')
    expect((await refusal(passSecondFactor(door, { token: second.token }, code))).code).toBe(
      'access.wrong-code',
    )
  })

  it('are worth nothing to another account', async () => {
    const { recoveryCodes } = await enrol('乡专干·李梅')
    await enrol('市局·赵敏')
    const { token } = await enter('市局·赵敏')
    expect((await refusal(passSecondFactor(door, { token }, recoveryCodes[0]!))).code).toBe(
      'access.wrong-code',
    )
  })

  it('unbind a lost telephone; a post that demands the factor then only enrols', async () => {
    const { recoveryCodes } = await enrol('市局·赵敏')
    const { token } = await enter('市局·赵敏')
    const passed = await passSecondFactor(door, { token }, recoveryCodes[0]!)
    const removed = await removeFactor(door, { token: passed.token }, recoveryCodes[1]!)
    expect(removed.session.state).toBe('mustEnrol')
    const { rows } = await test.admin('select from access.recovery_code')
    expect(rows).toHaveLength(0)
    expect(acts()).toContain('access.removeFactor done')
  })
})

describe('confirming', () => {
  it('opens for ten minutes from sign-in, and again after password or code', async () => {
    const { secret } = await enrol('市局·赵敏')
    const { token } = await enter('市局·赵敏')
    let { token: at, session } = await passSecondFactor(door, { token }, codeAt(secret))
    const until = (view: typeof session) => (view.state === 'working' ? view.confirmedUntil.getTime() : 0)
    expect(until(session)).toBe(door.now().getTime() + 600_000)
    door.pass(11)
    ;({ token: at, session } = await confirmSession(door, { token: at }, { password: testPassword }))
    expect(until(session)).toBe(door.now().getTime() + 600_000)
    door.pass(11)
    ;({ session } = await confirmSession(door, { token: at }, { code: codeAt(secret) }))
    expect(until(session)).toBe(door.now().getTime() + 600_000)
    expect(acts().slice(-2)).toEqual(['access.confirmSession done', 'access.confirmSession done'])
  })

  it('counts wrong tries like failed sign-ins', async () => {
    const { token } = await enter('乡专干·李梅')
    for (const wrong of [{ password: 'x' }, { code: '123456' }, { password: 'y' }, { password: 'z' }])
      expect((await refusal(confirmSession(door, { token }, wrong))).status).toBe(422)
    expect((await refusal(confirmSession(door, { token }, { password: 'last' }))).code).toBe(
      'access.sign-in-refused',
    )
    expect(await sessionOf(door, token)).toBeUndefined()
    expect(acts().filter((act) => act === 'access.confirmSession refused')).toHaveLength(5)
  })
})
