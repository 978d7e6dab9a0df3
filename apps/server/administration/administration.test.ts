import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Problem, newId } from '@xinlu/kernel/basis'
import { type Role, can, roles } from '@xinlu/kernel/access'
import {
  type AccessDesk,
  type Database,
  SYSTEM,
  actorOfSession,
  beginEnrolment,
  changePassword,
  finishEnrolment,
  memoryKeys,
  openDatabase,
  sessionOf,
  signIn,
  withScope,
} from '@xinlu/kernel/access/server'
import { type PersonName, as, people, places, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import { record, verifyChain } from '@xinlu/kernel/audit/server'
import { type Desk, markOf, runCommand, runQuery } from '@xinlu/kernel/commands/server'
import { administration } from './index.ts'
import { makeOneTimePassword } from './one-time-password.ts'

let test: TestDatabase
let database: Database
let desk: Desk & AccessDesk

beforeAll(async () => {
  test = await testDatabase()
  database = openDatabase(test.appUrl)
  const constraints = administration.constraints
  desk = { database, keys: memoryKeys(), now: () => new Date(), constraints, record }
  await settleTestCity(database)
  await test.admin(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, 'test')`)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})
beforeEach(async () => {
  await test.admin(`update access.account set failures = 0, locked_until = null`)
})

const doing = (key: PersonName, name: string, body: object) => {
  const act = administration.commands.find(({ contract }) => contract.name === `administration.${name}`)!
  return runCommand(desk, act, { actor: as(key), body: { command: newId(), ...body } })
}
// Answers are read by their members here; the contract has checked them.
const asking = async <T = { items: Record<string, unknown>[]; next: string | null }>(
  key: PersonName,
  name: string,
  body: object = {},
) => {
  const ask = administration.queries.find(({ contract }) => contract.name === `administration.${name}`)!
  return (await runQuery(desk, ask, { actor: as(key), body })) as T
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => ({ code: 'done' }) as Problem,
    (problem: Problem) => problem,
  )
const enter = (login: string, password: string = testPassword) => signIn(desk, { login, password })

async function newAccount(login: string, more: object = {}) {
  const account = newId()
  const oneTimePassword = makeOneTimePassword()
  await doing('系统·严立', 'createAccount', { account, login, name: '新来的', oneTimePassword, ...more })
  return { account, oneTimePassword }
}
const newPost = (account: string, more: object = {}) => ({
  post: newId(),
  account,
  role: 'village',
  unit: '下柳村',
  division: places.下柳村,
  ...more,
})

describe('an account', () => {
  it('comes from two officers, and its first sign-in asks for a password of its own', async () => {
    const { account, oneTimePassword } = await newAccount('xinlai')
    expect((await enter('xinlai', oneTimePassword)).session).toMatchObject({
      state: 'mustChangePassword',
      posts: [],
    })
    await doing('安全·安平', 'givePost', newPost(account))
    const first = await enter('XinLai', oneTimePassword)
    expect((await refusal(actorOfSession(desk, first.token))).code).toBe('access.must-change-password')
    const { token } = await changePassword(desk, first.token, {
      old: oneTimePassword,
      fresh: 'Liushu-7-bian',
    })
    expect(await actorOfSession(desk, token)).toMatchObject({
      role: 'village',
      division: places.下柳村,
      name: '新来的',
    })
  })

  it('keeps no password anywhere: not in the inbox, not in the audit trail', async () => {
    const { oneTimePassword } = await newAccount('canary')
    for (const table of ['commands.inbox', 'commands.inbox_conflict', 'audit.entry', 'access.account']) {
      const { rows } = await test.admin(`select * from ${table}`)
      expect(JSON.stringify(rows)).not.toContain(oneTimePassword)
    }
  })

  it('refuses a taken login, a bad login, a weak password', async () => {
    const make = (more: object) =>
      refusal(
        doing('系统·严立', 'createAccount', {
          account: newId(),
          login: 'somebody',
          name: '某人',
          oneTimePassword: makeOneTimePassword(),
          ...more,
        }),
      )
    expect((await make({ login: 'limei' })).code).toBe('administration.login-taken')
    expect((await make({ login: '李梅' })).code).toBe('commands.refused-input')
    expect((await make({ oneTimePassword: 'somebody-A1-b2' })).code).toBe('access.password-refused')
    expect((await make({ home: places.柳林镇 })).code).toBe('commands.refused-input')
    expect((await make({ home: 150100000000 })).code).toBe('commands.forbidden')
  })

  it('ends with all its sessions at the next request, and cannot come back', async () => {
    const { account, oneTimePassword } = await newAccount('leaving')
    const { token } = await enter('leaving', oneTimePassword)
    expect((await refusal(doing('系统·严立', 'endAccount', { account, ver: 7, reason: '调离' }))).code).toBe(
      'commands.stale-version',
    )
    await doing('系统·严立', 'endAccount', { account, ver: 1, reason: '调离' })
    expect(await sessionOf(desk, token)).toBeUndefined()
    const ended = await test.admin(`select ended_why from access.session where account = $1`, [account])
    expect(ended.rows).toEqual([{ ended_why: 'accountEnded' }])
    expect((await refusal(enter('leaving', oneTimePassword))).code).toBe('access.sign-in-refused')
    expect((await refusal(doing('安全·安平', 'givePost', newPost(account)))).code).toBe(
      'administration.account-ended',
    )
    expect((await refusal(doing('系统·严立', 'unlockAccount', { account }))).code).toBe(
      'administration.account-ended',
    )
  })

  it('is unlocked, and given a new one-time password', async () => {
    const { account, oneTimePassword } = await newAccount('forgetful')
    for (let i = 0; i < 5; i += 1) await refusal(enter('forgetful', 'wrong'))
    expect((await refusal(enter('forgetful', oneTimePassword))).code).toBe('access.sign-in-refused')
    const locked = await asking('系统·严立', 'listAccounts', { state: 'locked' })
    expect(locked.items.map(({ login }) => login)).toEqual(['forgetful'])
    await doing('系统·严立', 'unlockAccount', { account })
    const { token } = await enter('forgetful', oneTimePassword)
    const fresh = makeOneTimePassword()
    await doing('系统·严立', 'resetPassword', { account, ver: 1, oneTimePassword: fresh })
    expect(await sessionOf(desk, token)).toBeUndefined()
    expect((await refusal(enter('forgetful', oneTimePassword))).code).toBe('access.sign-in-refused')
    expect((await enter('forgetful', fresh)).session.state).toBe('mustChangePassword')
  })
})

describe('the second factor of an account', () => {
  it('is taken away by the system officer, with a reason; the password alone wins nothing by it', async () => {
    const { token } = await signIn(desk, { login: people['乡专干·李梅'].login, password: testPassword })
    const { secret } = await beginEnrolment(desk, { token })
    const enrolled = await finishEnrolment(desk, { token }, new TOTP({ secret }).generate())
    const account = as('乡专干·李梅').account
    expect((await refusal(doing('系统·严立', 'removeSecondFactor', { account }))).status).toBe(422)
    await doing('系统·严立', 'removeSecondFactor', { account, reason: '手机丢失' })
    expect(await sessionOf(desk, enrolled.token)).toBeUndefined()
    expect((await enter(people['乡专干·李梅'].login, testPassword)).session.account.isEnrolled).toBe(false)
    const { rows } = await test.admin(
      `select outcome, detail from audit.entry where act = 'administration.removeSecondFactor' and subject = $1`,
      [account],
    )
    expect(rows).toEqual([{ outcome: 'done', detail: '{"reason":"手机丢失"}' }])
  })

  it('of an officer is taken away at the console only', async () => {
    const lost = { account: as('安全·安平').account, reason: '手机丢失' }
    expect((await refusal(doing('系统·严立', 'removeSecondFactor', lost))).code).toBe(
      'administration.officer-at-console',
    )
  })
})

describe('the three officers', () => {
  const officers = ['系统·严立', '安全·安平', '审计员·甄查'] as const
  // Who may call what; a new route fails here until it has its line.
  const matrix: Record<string, Role[]> = {
    createAccount: ['systemOfficer'],
    endAccount: ['systemOfficer'],
    unlockAccount: ['systemOfficer'],
    resetPassword: ['systemOfficer'],
    removeSecondFactor: ['systemOfficer'],
    givePost: ['securityOfficer'],
    endPost: ['securityOfficer'],
    changeSetting: ['securityOfficer'],
    listAccounts: ['systemOfficer', 'securityOfficer', 'auditOfficer'],
    listSettings: ['systemOfficer', 'securityOfficer', 'auditOfficer'],
    searchAudit: ['auditor', 'auditOfficer'],
    verifyAudit: ['auditor', 'auditOfficer'],
    endOwnSession: Object.keys(roles) as Role[],
    listOwnSessions: Object.keys(roles) as Role[],
    searchPlaces: Object.keys(roles) as Role[],
    namePlaces: Object.keys(roles) as Role[],
    listPlacesBelow: Object.keys(roles) as Role[],
    listPlaceChanges: Object.keys(roles) as Role[],
  }

  it('share every route as the table says', () => {
    const routes = [...administration.commands, ...administration.queries]
    const found = routes.map(({ contract, may }) => [contract.name.split('.')[1], [...may.roles].sort()])
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(matrix).map(([name, who]) => [name, [...who].sort()])),
    )
  })

  it('are refused what is not theirs, with an entry about the try', async () => {
    const { account } = await newAccount('innocent')
    expect((await refusal(doing('系统·严立', 'givePost', newPost(account)))).code).toBe('commands.forbidden')
    const create = { account: newId(), login: 'sneaky', name: '某', oneTimePassword: makeOneTimePassword() }
    expect((await refusal(doing('安全·安平', 'createAccount', create))).code).toBe('commands.forbidden')
    for (const key of ['系统·严立', '安全·安平', '市局·赵敏'] as const) {
      const span = { fromDay: '2026-01-01', toDay: '2026-01-02' }
      expect((await refusal(asking(key, 'searchAudit', span))).code).toBe('commands.forbidden')
    }
    const { rows } = await test.admin(
      `select act from audit.entry where outcome = 'refused' and actor = $1 order by seq`,
      [as('安全·安平').account],
    )
    expect(rows).toEqual([{ act: 'administration.createAccount' }, { act: 'administration.searchAudit' }])
  })

  it.each(officers)('%s arranges nothing for himself', async (key) => {
    const account = as(key).account
    const codes = await Promise.all([
      refusal(
        doing(key, 'givePost', newPost(account, { role: as(key).role, division: places.city, unit: 'x' })),
      ),
      refusal(doing(key, 'endPost', { post: as(key).post, ver: 1 })),
      refusal(doing(key, 'endAccount', { account, ver: 1, reason: 'x' })),
      refusal(doing(key, 'resetPassword', { account, ver: 1, oneTimePassword: makeOneTimePassword() })),
    ])
    expect(codes.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })

  it('hold no second duty, and cannot become one another through a password', async () => {
    for (const [account, role] of [
      [as('系统·严立').account, 'auditOfficer'],
      [as('审计员·甄查').account, 'auditor'],
      [as('县专班·王强').account, 'systemOfficer'],
    ] as const) {
      const post = newPost(account, { role, division: places.city, unit: '信息中心' })
      expect((await refusal(doing('安全·安平', 'givePost', post))).code).toBe('administration.duty-differs')
    }
    const reset = { account: as('安全·安平').account, ver: 1, oneTimePassword: makeOneTimePassword() }
    expect((await refusal(doing('系统·严立', 'resetPassword', reset))).code).toBe(
      'administration.officer-at-console',
    )
  })
})

describe('a post', () => {
  it('is refused outside the giver’s places, with every reason', async () => {
    const { account } = await newAccount('posted')
    const give = (more: object) => refusal(doing('安全·安平', 'givePost', newPost(account, more)))
    expect((await give({ division: 150101101201 })).code).toBe('commands.forbidden')
    const wrong = await give({
      role: 'county',
      division: 149901101299,
      extra: [places.云山县, 150101101201, 150101101201],
    })
    expect(wrong.reasons?.map(({ path }) => path)).toEqual([
      'division',
      'division',
      'extra',
      ...Array(4).fill('extra'),
      'extra',
    ])
  })

  it('of a county officer reaches only accounts and places of his county', async () => {
    await test.admin(`update access.post set division = $1, county = 149901 where id = $2`, [
      places.云山县,
      as('安全·安平').post,
    ])
    const local = {
      ...as('安全·安平'),
      division: places.云山县,
      scope: { lo: 149901000000, hi: 149902000000 },
    }
    const give = administration.commands.find(({ contract }) => contract.name === 'administration.givePost')!
    const inCity = await newAccount('incity')
    const inCounty = await newAccount('incounty', { home: places.云山县 })
    const run = (account: string, more: object = {}) =>
      refusal(runCommand(desk, give, { actor: local, body: { command: newId(), ...newPost(account, more) } }))
    expect((await run(inCity.account)).code).toBe('commands.not-found')
    expect((await run(inCounty.account, { division: places.东关村 })).code).toBe('commands.forbidden')
    expect((await run(inCounty.account)).code).toBe('done')
    await test.admin(`update access.post set division = $1, county = 149900 where id = $2`, [
      places.city,
      as('安全·安平').post,
    ])
  })

  it('taken back is gone at the next request, and cannot be taken back twice', async () => {
    const { account, oneTimePassword } = await newAccount('passing')
    const post = newPost(account, { extra: [places.石坡乡] })
    await doing('安全·安平', 'givePost', post)
    const first = await enter('passing', oneTimePassword)
    const { token } = await changePassword(desk, first.token, {
      old: oneTimePassword,
      fresh: 'Liushu-7-bian',
    })
    expect((await actorOfSession(desk, token)).extra).toEqual([places.石坡乡, places.石坡村])
    expect((await refusal(doing('安全·安平', 'endPost', { post: post.post, ver: 2 }))).code).toBe(
      'commands.stale-version',
    )
    await doing('安全·安平', 'endPost', { post: post.post, ver: 1 })
    expect((await refusal(actorOfSession(desk, token))).code).toBe('access.no-post')
    expect((await refusal(doing('安全·安平', 'endPost', { post: post.post, ver: 2 }))).code).toBe(
      'administration.post-ended',
    )
    expect((await refusal(doing('安全·安平', 'endPost', { post: newId(), ver: 1 }))).code).toBe(
      'commands.not-found',
    )
  })
})

describe('the list of accounts', () => {
  it('refuses a forged mark', async () => {
    for (const after of ['zhang', markOf('zhang', 'san')]) {
      expect((await refusal(asking('安全·安平', 'listAccounts', { after }))).status).toBe(422)
    }
  })

  it('goes page by page through everybody at home here, once', async () => {
    const seen: unknown[] = []
    let after: string | undefined
    do {
      const page = await asking('安全·安平', 'listAccounts', { size: 3, after })
      seen.push(...page.items.map(({ login }) => login))
      after = page.next ?? undefined
    } while (after)
    const { rows } = await test.admin('select login from access.account order by login')
    expect(seen).toEqual(rows.map(({ login }) => login))
  })

  it('finds by the beginning of login or name, and shows posts without passwords', async () => {
    const byName = await asking('系统·严立', 'listAccounts', { begins: '李' })
    expect(byName.items).toMatchObject([
      {
        login: 'limei',
        state: 'open',
        duty: 'work',
        posts: [{ role: 'township', place: '柳林镇', toOn: null }],
      },
    ])
    const byLogin = await asking('系统·严立', 'listAccounts', { begins: 'LiM' })
    expect(byLogin).toEqual(byName)
    expect(JSON.stringify(byName)).not.toContain('pbkdf2')
    expect((await asking('系统·严立', 'listAccounts', { begins: '%' })).items).toEqual([])
    const officers = await asking('系统·严立', 'listAccounts', { duty: 'audit' })
    expect(officers.items.map(({ login }) => login)).toEqual(['zhencha'])
  })
})

describe('the audit trail', () => {
  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const span = () => ({ fromDay: today(), toDay: today() })

  it('is searched by actor, subject, act and place, page by page, newest first', async () => {
    await enter('wangqiang')
    await refusal(enter('wangqiang', 'wrong'))
    const actor = as('县专班·王强').account
    const all = await asking('审计员·甄查', 'searchAudit', { ...span(), actor, size: 100 })
    expect(all.items.map(({ act, outcome }) => [act, outcome])).toEqual([
      ['access.signIn', 'refused'],
      ['access.signIn', 'done'],
    ])
    const paged: unknown[] = []
    let after: string | undefined
    do {
      const page = await asking('审计·周正', 'searchAudit', {
        ...span(),
        act: 'administration',
        size: 7,
        after,
      })
      paged.push(...page.items.map(({ county, seq }) => `${county}.${seq}`))
      after = page.next ?? undefined
    } while (after)
    const { rows } = await test.admin(
      `select county, seq from audit.entry where act like 'administration.%' and act <> 'administration.searchAudit'
       order by at desc, county desc, seq desc`,
    )
    const mine = paged.filter((mark) => rows.some(({ county, seq }) => mark === `${county}.${seq}`))
    expect(mine).toEqual(rows.map(({ county, seq }) => `${county}.${seq}`))
    expect(new Set(paged).size).toBe(paged.length)
    const inCounty = await asking('审计员·甄查', 'searchAudit', { ...span(), within: places.青川县 })
    expect(inCounty.items).toEqual([])
  })

  it('notes who searched it for whom', async () => {
    const subject = as('乡专干·李梅').account
    await asking('审计·周正', 'searchAudit', { ...span(), subject })
    const { items } = await asking('审计员·甄查', 'searchAudit', { ...span(), subject })
    expect(items[0]).toMatchObject({ act: 'administration.searchAudit', actorName: '周正', subject })
  })

  it('refuses a span that ends before it begins, or longer than a year, and a forged mark', async () => {
    const marks = ["1'; drop", '1.140902.1', markOf('2026-02-30T00:00:00.000Z', '140902', '1')]
    const forged = marks.map((after) => ({ after }))
    for (const more of [{ toDay: '2026-01-01' }, { fromDay: '2020-01-01' }, ...forged]) {
      expect((await refusal(asking('审计员·甄查', 'searchAudit', { ...span(), ...more }))).status).toBe(422)
    }
  })

  it('is proven whole, and names the entry that was changed', async () => {
    const whole = await asking<{ entries: number; broken: unknown[] }>('审计员·甄查', 'verifyAudit')
    expect(whole.broken).toEqual([])
    expect(whole.entries).toBeGreaterThan(20)
    await test.admin(`update audit.entry set actor_name = '别人' where county = 149900 and seq = 3`)
    const touched = await asking<{ broken: unknown[] }>('审计员·甄查', 'verifyAudit')
    expect(touched.broken).toEqual([{ county: 149900, seq: 3, why: '内容被改动过' }])
    const report = await withScope(database, SYSTEM, (tx) => verifyChain(tx))
    expect(report.broken).toHaveLength(1)
  })

  it('is proven county by county for a county’s auditor', async () => {
    const verify = administration.queries.find(
      ({ contract }) => contract.name === 'administration.verifyAudit',
    )!
    const local = {
      ...as('审计·周正'),
      division: places.云山县,
      scope: { lo: 149901000000, hi: 149902000000 },
    }
    const report = await runQuery(desk, verify, { actor: local, body: {} })
    expect(report).toMatchObject({ counties: 1, broken: [] })
  })
})

describe('settings', () => {
  it('are dated ahead, inside their bounds, from the city only', async () => {
    const set = (more: object) =>
      refusal(
        doing('安全·安平', 'changeSetting', {
          key: 'signIn.failures',
          fromOn: '2099-01-01',
          value: 4,
          document: '市局〔2098〕9号',
          ...more,
        }),
      )
    expect((await set({ value: 99, fromOn: '2020-01-01' })).reasons?.map(({ path }) => path)).toEqual([
      'value',
      'fromOn',
    ])
    expect((await set({})).code).toBe('done')
    expect((await set({ value: 5 })).code).toBe('administration.setting-dated-twice')
    const { items } = await asking('安全·安平', 'listSettings')
    expect(items.filter(({ key }) => key === 'signIn.failures').map(({ value }) => value)).toEqual([5, 4])
    const change = administration.commands.find(
      ({ contract }) => contract.name === 'administration.changeSetting',
    )!
    const local = {
      ...as('安全·安平'),
      division: places.云山县,
      scope: { lo: 149901000000, hi: 149902000000 },
    }
    const body = { command: newId(), key: 'signIn.failures', fromOn: '2099-02-01', value: 4, document: 'x' }
    expect((await refusal(runCommand(desk, change, { actor: local, body }))).code).toBe('commands.forbidden')
  })
})

describe('own sessions', () => {
  it('are listed and ended by their owner, and by nobody else', async () => {
    const { token } = await enter('sunerbao')
    const other = await enter('sunerbao')
    const { items } = await asking('村专员·孙二宝', 'listOwnSessions')
    expect(items).toHaveLength(2)
    for (const { session } of items) {
      expect((await refusal(doing('乡专干·李梅', 'endOwnSession', { session }))).code).toBe(
        'commands.not-found',
      )
      await doing('村专员·孙二宝', 'endOwnSession', { session })
    }
    expect([await sessionOf(desk, token), await sessionOf(desk, other.token)]).toEqual([undefined, undefined])
  })
})

describe('makeOneTimePassword', () => {
  it('has every kind of character, and never comes twice', () => {
    const made = Array.from({ length: 2000 }, makeOneTimePassword)
    expect(new Set(made).size).toBe(2000)
    for (const password of made) {
      expect(password).toMatch(/^[\w]{4}(-[\w]{4}){3}$/)
      expect(password).toMatch(/(?=.*[A-Z])(?=.*[a-z])(?=.*[2-9])/)
      expect(password).not.toMatch(/[0O1lI]/)
    }
  })
})

describe('nobody without a post of an officer', () => {
  it('may do anything here but find places and see to his own sessions', () => {
    const others = (Object.keys(people) as PersonName[]).filter(
      (key) => people[key].duty === 'work' && 'post' in people[key],
    )
    for (const key of others) {
      const routes = [...administration.commands, ...administration.queries].filter(({ may }) =>
        can(as(key), may),
      )
      const names = routes.map(({ may }) => may.name)
      const forAll = ['administration.ownSessions', 'administration.searchPlaces']
      expect(names.filter((name) => !forAll.includes(name))).toEqual(
        key === '审计·周正' ? ['administration.readAudit', 'administration.readAudit'] : [],
      )
    }
  })
})

describe('places', () => {
  it('are found by everybody, by name, initials and code, the best first', async () => {
    const find = async (text: string) =>
      (await asking('村专员·孙二宝', 'searchPlaces', { text })).items.map(({ name }) => name)
    expect(await find('上柳村')).toEqual(['上柳村'])
    expect((await find('llz'))[0]).toBe('柳林镇')
    expect(await find('149901101')).toEqual(['柳林镇', '上柳村', '下柳村'])
    expect(await find('没有这个地方')).toEqual([])
  })

  it('tell what became of them', async () => {
    expect((await asking('乡专干·李梅', 'listPlaceChanges', { place: places.上柳村 })).items).toEqual([])
  })
})
