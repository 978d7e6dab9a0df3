/** Who asks in the leak run: seven roles in different places, one without a post, one whose post has ended, a stranger. */
import type { FastifyInstance } from 'fastify'
import type { Role } from '@xinlu/kernel/access'
import { dutyOf } from '@xinlu/kernel/access'
import {
  type Database,
  hashPassword,
  insertAccount,
  insertPost,
  SYSTEM,
  withScope,
} from '@xinlu/kernel/access/server'
import { day, type DivisionCode, isWithin, newId, scopeOf } from '@xinlu/kernel/basis'
import { places } from './places.ts'

/** One asker. `places` are the codes of the invented city that it covers; `home` is one of them that has rows. */
export interface Asker {
  title: string
  role: Role | undefined
  unit: string
  home: number
  places: ReadonlySet<number>
  cookie: string | undefined
}

interface Planned {
  title: string
  role: Role
  unit: string
  division: number
  extra?: number[]
  home?: number
  /** The post ends the day before. */
  isOver?: boolean
}

const EAST = 149921100201
const WEST = 149921100202
const NORTH = 149921201201
const TOWN = 149921100000
const COUNTY = 149921000000
const OTHER_COUNTY = 149922000000
const CITY = 149900000000
const OTHER_CITY = 149800000000

/** Everybody with a post. */
export const planned: readonly Planned[] = [
  { title: '村专员', role: 'village', unit: '东坡村委会', division: EAST },
  { title: '村专员,另管一村', role: 'village', unit: '西坡村委会', division: WEST, extra: [NORTH] },
  { title: '乡专干', role: 'township', unit: '柳林镇乡村振兴办', division: TOWN, home: EAST },
  { title: '县专班', role: 'county', unit: '河湾县专班', division: COUNTY, home: EAST },
  { title: '邻县专班', role: 'county', unit: '石岭县专班', division: OTHER_COUNTY, home: 149922100201 },
  { title: '市局', role: 'city', unit: '云州市乡村振兴局', division: CITY, home: NORTH },
  { title: '邻市市局', role: 'city', unit: '海州市乡村振兴局', division: OTHER_CITY, home: 149821100201 },
  { title: '医保局联络员', role: 'department', unit: '河湾县医保局', division: COUNTY, home: EAST },
  { title: '民政局联络员', role: 'department', unit: '河湾县民政局', division: COUNTY, home: EAST },
  { title: '督导审计', role: 'auditor', unit: '河湾县审计局', division: COUNTY, home: EAST },
  { title: '系统管理员', role: 'systemOfficer', unit: '河湾县信息中心', division: COUNTY, home: COUNTY },
  { title: '安全管理员', role: 'securityOfficer', unit: '河湾县信息中心', division: COUNTY, home: COUNTY },
  { title: '审计管理员', role: 'auditOfficer', unit: '河湾县信息中心', division: COUNTY, home: EAST },
  { title: '市安全管理员', role: 'securityOfficer', unit: '云州市大数据中心', division: CITY, home: CITY },
  { title: '已离任的县专班', role: 'county', unit: '河湾县专班', division: COUNTY, home: EAST, isOver: true },
]

/** The password of everybody in the run. */
export const PASSWORD = 'Shan-Gao-Lu-Yuan-2023'

/** Makes the accounts and posts, and signs everybody in at the door. A stranger has no cookie. */
export async function signInEverybody(app: FastifyInstance, database: Database): Promise<Asker[]> {
  const password = await hashPassword(PASSWORD, 1000)
  const askers: Asker[] = []
  for (const [index, plan] of planned.entries()) {
    const login = `asker-${index + 1}`
    await withScope(database, SYSTEM, async (tx) => {
      // A strong digest takes a tenth of a second each time; this one is for the run.
      const account = newId<'account'>()
      const home = (plan.division - (plan.division % 1_000_000)) as DivisionCode
      await insertAccount(tx, {
        id: account,
        login,
        name: plan.title.slice(0, 3),
        duty: dutyOf(plan.role),
        home,
        password,
      })
      await insertPost(tx, {
        id: newId(),
        account,
        role: plan.role,
        unit: plan.unit,
        division: plan.division as DivisionCode,
        extra: (plan.extra ?? []) as DivisionCode[],
        fromOn: day('2023-01-01'),
        ...(plan.isOver ? { toOn: day('2023-06-01') } : {}),
      })
    })
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session/sign-in',
      payload: { login, password: PASSWORD },
    })
    if (answer.statusCode !== 200) throw new Error(`${plan.title} could not sign in: ${answer.body}`)
    const [cookie] = answer.cookies
    askers.push({
      title: plan.title,
      role: plan.isOver ? undefined : plan.role,
      unit: plan.unit,
      home: plan.home ?? plan.division,
      places: plan.isOver ? new Set() : placesWithin(plan.division, plan.extra ?? []),
      cookie: `${cookie!.name}=${cookie!.value}`,
    })
  }
  return [
    ...askers,
    { title: '未登录的人', role: undefined, unit: '', home: EAST, places: new Set(), cookie: undefined },
  ]
}

function placesWithin(division: number, extra: readonly number[]): Set<number> {
  const scope = scopeOf(division as DivisionCode)
  const inside = places.filter(({ code }) => isWithin(code as DivisionCode, scope) || extra.includes(code))
  return new Set(inside.map(({ code }) => code))
}
