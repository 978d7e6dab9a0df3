/** The named accounts of the demo city, one for every role. They exist nowhere else. */
import { dayOf, newId, type DivisionCode } from '@xinlu/kernel/basis'
import { type Role, dutyOf } from '@xinlu/kernel/access'
import {
  SYSTEM,
  type Tx,
  hashPassword,
  insertAccount,
  insertPost,
  insertSetting,
  withScope,
} from '@xinlu/kernel/access/server'
import type { House } from '../database/open-house.ts'

/** The one password of all demo accounts. */
export const DEMO_PASSWORD = 'Shanhe-Biaoli-2023'

/** A demo account as the terminal lists it. */
export interface DemoAccount {
  login: string
  name: string
  posts: { role: Role; unit: string; division: number; extra?: readonly number[] }[]
}

const CITY = 140900000000
const JINGLE = 140926000000
const KELAN = 140929000000

/** Everybody with a desk in the demo city; `village` is a village of 静乐县 with a story in it. */
export function demoAccounts(village: number): DemoAccount[] {
  const township = Math.floor(village / 1000) * 1000
  return [
    { login: 'zhao.min', name: '赵敏', posts: [{ role: 'city', unit: '市乡村振兴局', division: CITY }] },
    {
      login: 'wang.qiang',
      name: '王强',
      posts: [{ role: 'county', unit: '静乐县防返贫专班', division: JINGLE }],
    },
    {
      login: 'li.mei',
      name: '李梅',
      posts: [{ role: 'township', unit: '乡镇乡村振兴办', division: township }],
    },
    { login: 'sun.erbao', name: '孙二宝', posts: [{ role: 'village', unit: '村委会', division: village }] },
    { login: 'qian.jin', name: '钱进', posts: [{ role: 'department', unit: '医保局', division: JINGLE }] },
    {
      login: 'tian.ye',
      name: '田野',
      posts: [
        { role: 'county', unit: '岢岚县防返贫专班', division: KELAN },
        { role: 'department', unit: '民政局', division: KELAN },
      ],
    },
    { login: 'zhou.zheng', name: '周正', posts: [{ role: 'auditor', unit: '市督导组', division: CITY }] },
    {
      login: 'yan.li',
      name: '严立',
      posts: [{ role: 'systemOfficer', unit: '市大数据中心', division: CITY }],
    },
    {
      login: 'an.ping',
      name: '安平',
      posts: [{ role: 'securityOfficer', unit: '市大数据中心', division: CITY }],
    },
    {
      login: 'zhen.cha',
      name: '甄查',
      posts: [{ role: 'auditOfficer', unit: '市大数据中心', division: CITY }],
    },
  ]
}

/** Makes the demo accounts with the demo password; those that are there already stay as they are. */
export async function makeDemoAccounts(house: House, accounts: readonly DemoAccount[]): Promise<void> {
  await withScope(house.database, SYSTEM, async (tx) => {
    const there = await tx.selectFrom('access.account').select('login').execute()
    const missing = accounts.filter(({ login }) => !there.some((known) => known.login === login))
    await waiveSecondFactor(tx)
    if (missing.length === 0) return
    const password = await hashPassword(DEMO_PASSWORD, 100_000)
    for (const { login, name, posts } of missing) {
      const account = newId<'account'>()
      await insertAccount(tx, {
        id: account,
        login,
        name,
        duty: dutyOf(posts[0]!.role),
        home: homeOf(posts[0]!.division),
        password,
        isDemo: true,
      })
      for (const post of posts) {
        await insertPost(tx, {
          id: newId(),
          account,
          role: post.role,
          unit: post.unit,
          fromOn: dayOf(new Date()),
          division: post.division as DivisionCode,
          extra: [...(post.extra ?? [])] as DivisionCode[],
        })
      }
    }
  })
}

// Whoever tries the demo has no authenticator at hand. A value that an officer has set stays, and beside a real account
// nothing is waived.
async function waiveSecondFactor(tx: Tx): Promise<void> {
  const [real, set] = await Promise.all([
    tx.selectFrom('access.account').select('id').where('isDemo', '=', false).limit(1).execute(),
    tx
      .selectFrom('access.setting')
      .select('key')
      .where('key', '=', 'secondFactor.required')
      .where('byAccount', 'is not', null)
      .execute(),
  ])
  if (real.length > 0 || set.length > 0) return
  const waived = {
    key: 'secondFactor.required',
    value: 0,
    document: '演示城市',
    byAccount: SYSTEM.account,
  } as const
  await insertSetting(tx, { ...waived, fromOn: dayOf(new Date()) })
}

// Accounts are looked after in a county or above.
function homeOf(division: number): DivisionCode {
  const step = division % 100_000_000 === 0 ? 100_000_000 : 1_000_000
  return (Math.floor(division / step) * step) as DivisionCode
}
