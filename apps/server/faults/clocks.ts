/** Clocks that go wrong: the server's time decides, a session does not live longer, the doctor says so. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { addDays, newId } from '@xinlu/kernel/basis'
import { type Answer, newTally, post, deliver } from './client.ts'
import { DECIDERS, deciderOf, type FaultCity, writerOf } from './fault-city.ts'
import type { FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { serverProcess } from './server-process.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const SHIFT = join(import.meta.dirname, 'shift-clock.ts')
const CLI = join(import.meta.dirname, '..', 'cli', 'main.ts')

/** A wrong clock on the phone, on the server, and on the authenticator. */
export async function wrongClocks({ city }: FaultRun): Promise<FaultLine[]> {
  return [await phoneClock(city), await serverClock(city), await authenticatorClock(city)]
}

async function phoneClock(city: FaultCity): Promise<FaultLine> {
  const days = [
    ['+3 d', addDays(city.asOf, 3)],
    ['+1 y', addDays(city.asOf, 365)],
    ['2038', '2038-01-20'],
    ['−3 d', addDays(city.asOf, -3)],
  ] as const
  const statuses: string[] = []
  let isKept = true
  for (const [name, onDay] of days) {
    const { answer, command } = await visit(city, city.server.origin, onDay)
    statuses.push(`${name}: ${answer.status}`)
    if (answer.status !== 200) continue
    isKept &&= await city.owner(async (connection) => {
      const { rows } = await connection.query<{ isKept: boolean }>(
        `select abs(extract(epoch from now() - at)) < 60 as "isKept" from commands.inbox where id = $1`,
        [command],
      )
      return rows[0]?.isKept === true
    })
  }
  return {
    what: 'wrong clock on a phone',
    how: 'visits dated in three days, in a year, in 2038, and three days ago',
    expected:
      'a day to come is refused; what is accepted carries the server’s own time beside the claimed day',
    found: `${statuses.join(', ')}; time of arrival ${isKept ? 'is the server’s' : 'is NOT the server’s'}`,
    ok: isKept && statuses.join() === '+3 d: 422,+1 y: 422,2038: 422,−3 d: 200',
  }
}

// The demo's posts begin today, so nobody has one the day before yesterday.
const moves = [
  { name: '+10 min', ms: 10 * MINUTE_MS, works: true },
  { name: '+31 min', ms: 31 * MINUTE_MS, works: false },
  { name: '+13 h', ms: 13 * 60 * MINUTE_MS, works: false },
  { name: '−10 min', ms: -10 * MINUTE_MS, works: true },
  { name: '−2 d', ms: -2 * DAY_MS, works: false },
] as const

async function serverClock(city: FaultCity): Promise<FaultLine> {
  const found: string[] = []
  let isRight = true
  for (const [nth, { name, ms, works }] of moves.entries()) {
    // Each has a session of its own: what one server has seen of it must not count for the next.
    const county = city.counties[nth]!
    await visit(city, city.server.origin, city.asOf, county)
    const before = await lastExpiry(city)
    const env = { XINLU_FAULT_CLOCK_MS: String(ms) }
    const server = await serverProcess({ dataDir: city.dataDir, preload: { file: SHIFT, env } })
    await server.start()
    try {
      const { answer } = await visit(city, server.origin, city.asOf, county)
      found.push(`${name}: ${answer.status}`)
      isRight &&= works === (answer.status === 200) && before === (await lastExpiry(city))
    } finally {
      await server.stop()
    }
  }
  const doctor = await doctorAt(city, 10 * MINUTE_MS)
  return {
    what: 'wrong clock on a server',
    how: 'a second server with its clock moved, a visit of today in a session of the first; half an hour of idling ends a session, ten hours end every one',
    expected:
      'accepted at ± 10 min; over half an hour ahead the session is over, and no end of a session moves; the day before yesterday nothing of today is accepted; doctor says so',
    found: `${found.join(', ')}; doctor: ${doctor ?? 'NOTHING'}`,
    ok: isRight && doctor !== undefined,
  }
}

async function authenticatorClock(city: FaultCity): Promise<FaultLine> {
  const { origin } = city.server
  let cookie = await city.cookie(deciderOf(DECIDERS - 1))
  const { body } = await post({ origin, cookie }, '/api/session/begin-enrolment', {})
  const uri = new URL(String(body['uri']))
  const totp = new TOTP({ secret: Secret.fromBase32(uri.searchParams.get('secret') ?? '') })
  // Away from the border of a half minute, or the steps would move while they are tried.
  while (Date.now() % 30_000 > 15_000) await new Promise((then) => setTimeout(then, 500))
  const now = Date.now()
  const found: string[] = []
  const tryCode = async (step: number, path: string): Promise<number> => {
    const code = totp.generate({ timestamp: now + step * 30_000 })
    const answer = await post({ origin, cookie }, path, { code })
    cookie = (answer.body['cookie'] as string | undefined) ?? cookie
    found.push(`${step > 0 ? '+' : ''}${step}: ${answer.status}`)
    return answer.status
  }
  const confirm = '/api/session/confirm'
  const right = [
    (await tryCode(-2, '/api/session/finish-enrolment')) !== 200,
    (await tryCode(-1, '/api/session/finish-enrolment')) === 200,
    (await tryCode(0, confirm)) === 200,
    (await tryCode(0, confirm)) !== 200,
    (await tryCode(1, confirm)) === 200,
    (await tryCode(2, confirm)) !== 200,
  ]
  return {
    what: 'wrong clock on an authenticator',
    how: 'codes of neighbouring half minutes, in this order',
    expected: 'one half minute early or late is accepted, two are not, none twice',
    found: found.join(', '),
    ok: right.every(Boolean),
  }
}

async function visit(
  city: FaultCity,
  origin: string,
  onDay: string,
  county = city.counties[0]!,
): Promise<{ answer: Answer; command: string }> {
  const home = await city.owner(async (connection) => {
    const { rows } = await connection.query<{ id: string; ver: number }>(
      `select id, ver from households.household where county = $1 and state = 'living' order by id limit 1`,
      [county],
    )
    return rows[0]!
  })
  const command = newId()
  const body = { command, county, household: home.id, ver: home.ver, onDay }
  const asking = { origin, cookie: await city.cookie(writerOf(county)) }
  return { answer: await deliver(asking, '/api/households/record-visit', body, newTally()), command }
}

async function lastExpiry(city: FaultCity): Promise<string> {
  return city.owner(async (connection) => {
    const { rows } = await connection.query<{ last: string }>(
      'select md5(string_agg(expires_at::text, $1 order by token_hash)) as last from access.session where ended_at is null',
      [','],
    )
    return rows[0]!.last
  })
}

async function doctorAt({ dataDir }: FaultCity, ms: number): Promise<string | undefined> {
  const { DATABASE_URL: _url, ...env } = process.env
  const child = spawn(process.execPath, ['--import', SHIFT, CLI, 'doctor', '--json'], {
    env: { ...env, XINLU_DATA_DIR: dataDir, XINLU_FAULT_CLOCK_MS: String(ms) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await new Promise((then) => child.once('close', then))
  const findings = JSON.parse(out) as { grade: string; what: string }[]
  return findings.find(({ grade, what }) => grade === 'bad' && what.includes('时钟'))?.what
}
