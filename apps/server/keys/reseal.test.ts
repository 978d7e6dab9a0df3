/** A new data key while eight people write, the work killed in the middle: no value is unreadable at any moment. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { divisionCode, newId } from '@xinlu/kernel/basis'
import { openLocalKeys, SYSTEM, TamperedValue, withScope } from '@xinlu/kernel/access/server'
import { as } from '@xinlu/kernel/access/test'
import { runCommand } from '@xinlu/kernel/commands/server'
import { aHousehold, anIdNumber } from '@xinlu/households/test'
import { dirtyBooks, examplePath, files } from '../main-job/test/example-files.ts'
import { type Clerk, openClerk } from '../main-job/test/clerk.ts'
import { buildDesk } from '../desk.ts'
import { openModules } from '../open-modules.ts'
import { openAll } from './test/open-all.ts'
import { reseal } from './reseal.ts'
import { retireKey } from './retire-key.ts'

const WRITERS = 8
const village = divisionCode(149901101201)

let clerk: Clerk
let look: pg.Client
let people: { county: number; person: string }[]

beforeAll(async () => {
  clerk = await openClerk()
  look = new pg.Client({ connectionString: clerk.house.adminUrl })
  await look.connect()
  // Every kind of place gets values: registers, the queue of doubtful records, rows under way, images to take back.
  const roster = files.filter(({ ledger }) => ledger === '脱贫人口和监测对象名单')
  const doubtful = files.filter(({ counts }) => counts.unmatched + counts.contradicting > 0)
  for (const { sender, file, ledger, period } of [...roster, ...doubtful])
    await clerk.xinlu('import', ledger, examplePath(sender, file), '--period', period)
  for (const { workbook, ledger } of dirtyBooks)
    await clerk.xinlu('import', ledger, examplePath('dirty', workbook))
  people = []
  for (let nth = 0; nth < WRITERS; nth += 1) {
    const { county, people: made } = await aHousehold(clerk.house.database, clerk.house.keys, {
      division: village,
      members: [{ relation: 'head', name: `户主${nth}`, idNumber: anIdNumber() }],
    })
    people.push({ county, person: made[`户主${nth}`]! })
  }
  const conflict = {
    county: 149901,
    id: newId(),
    division: village,
    command: newId(),
    act: 'x',
    account: SYSTEM.account,
  }
  await withScope(clerk.house.database, SYSTEM, async (tx) => {
    const body = clerk.house.keys.seal('{}')
    await tx
      .insertInto('commands.inboxConflict')
      .values({ ...conflict, body })
      .execute()
    const secret = clerk.house.keys.seal('JBSWY3DPEHPK3PXP')
    const factor = { account: as('系统·严立').account, secret, madeAt: new Date() }
    await tx.insertInto('access.secondFactor').values(factor).execute()
  })
  // Places that these files leave empty: a card, an image to take back, a card in the queue, an old number.
  const sealed = () => clerk.house.keys.seal('6217000012345678')
  const text = () => `\\x${sealed().toString('hex')}`
  const [{ county, person }] = people as [(typeof people)[0]]
  await look.query('update households.person set disability_card_sealed = $1 where id = $2', [
    sealed(),
    person,
  ])
  await look.query(
    `update households.household set bank_card_sealed = $1, bank_card_index = $2
     where id = (select household from households.person where id = $3)`,
    [sealed(), clerk.house.keys.blindIndex('card', '6217000012345678'), person],
  )
  await look.query(
    `insert into exchange.change (county, batch, n, division, target_table, target_county, target, before, after_mark)
     select county, gen_random_uuid(), 1, division, 'households.person', county, id, to_jsonb(p), '1'
     from households.person p where id = $1`,
    [person],
  )
  await look.query(`update departments.waiting set given = given || jsonb_build_object('card', $1::text)`, [
    text(),
  ])
  await look.query(
    `insert into households.event (county, id, division, at_division, household, act, on_day, detail, by_account, by_name)
     select $1, gen_random_uuid(), division, division, household, 'identityCorrected', '2023-06-30',
       jsonb_build_object('old', jsonb_build_object('idSealed', $3::text)), $4, '李梅'
     from households.person where id = $2`,
    [county, person, text(), as('乡专干·李梅').account],
  )
}, 300_000)
afterAll(async () => {
  await look?.end()
  await clerk?.close()
})

interface Writers {
  written: number
  stop(): Promise<void>
}

// Each corrects the telephone of his own person, as at the office, as fast as it goes; a failure fails the test.
async function startWriters(): Promise<Writers> {
  const { modules } = await openModules(clerk.house, { dataDir: clerk.path('data') })
  const desk = buildDesk(clerk.house, modules)
  const act = modules
    .flatMap(({ commands }) => commands)
    .find(({ contract }) => contract.name === 'households.correctIdentity')!
  let isOver = false
  const writers: Writers = { written: 0, stop: async () => {} }
  const { rows } = await look.query('select id, ver from households.person where id = any ($1)', [
    people.map(({ person }) => person),
  ])
  const versions = new Map<string, number>(rows.map(({ id, ver }) => [id, ver]))
  const work = people.map(async ({ county, person }, nth) => {
    let ver = versions.get(person)!
    for (let turn = 0; !isOver; turn += 1) {
      const phone = `13${nth}${String(Date.now() % 100_000_000).padStart(8, '0')}`
      const body = { command: newId(), county, person, ver, phone, reason: '换了号码', overrides: [] }
      const answer = await untilDone(() => runCommand(desk, act, { actor: as('县专班·王强'), body }))
      ver = (answer as { ver: number }).ver
      writers.written += 1
    }
  })
  writers.stop = async () => {
    isOver = true
    await Promise.all(work)
  }
  for (const one of work) one.catch(() => {})
  return writers
}

// Eight people of one county write into one audit chain; who is told to come back sends the same once more.
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if ((error as { code?: string }).code !== 'commands.busy') throw error
      await sleep(50)
    }
  }
}

// Reads everything again and again with keys of its own, as another process would.
function startReader() {
  const keys = openLocalKeys({ dir: join(clerk.path('data'), 'keys') })
  const found = { rounds: 0, opened: 0, failed: [] as string[] }
  let isOver = false
  const client = new pg.Client({ connectionString: clerk.house.adminUrl })
  const work = (async () => {
    await client.connect()
    while (!isOver) {
      const { opened, failed } = await openAll(client, keys)
      found.rounds += 1
      found.opened += opened
      found.failed.push(...failed)
    }
    await client.end()
    await keys.close()
  })()
  return { found, stop: async () => ((isOver = true), await work) }
}

describe('a new data key', () => {
  test('every sealed place has values to begin with', async () => {
    const { columns, failed, versions } = await openAll(look, clerk.house.keys)
    expect(failed).toEqual([])
    expect([...versions]).toEqual([1])
    const empty = [...columns].filter(([, count]) => count === 0).map(([name]) => name)
    expect(empty).toEqual([])
  })

  test('with eight writers, killed in the middle and resumed, leaves nothing old and nothing unreadable', async () => {
    const writers = await startWriters()
    const reader = startReader()
    // Rows that somebody holds keep the work from ending, so that it can be killed in its middle.
    const holder = new pg.Client({ connectionString: clerk.house.adminUrl })
    await holder.connect()
    await holder.query('begin; select id from households.household order by id limit 5 for update')
    const { child, ended } = clerk.start('keys', 'rotate', '--json')
    const kept = await untilLeft('households.household.phone_sealed', 5)
    child.kill('SIGKILL')
    await ended
    expect(kept).toBe(5)
    const middle = await openAll(look, clerk.house.keys)
    expect(middle.failed).toEqual([])
    expect(middle.versions).toEqual(new Set([1, 2]))
    const refused = await clerk.xinlu('keys', 'rotate')
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('上次更换还没有做完') })
    const shown = await clerk.xinlu('keys')
    expect(shown.out).toContain('households.household.phone_sealed：第 1 版 5 处')
    await holder.query('commit')
    await holder.end()
    const resumed = await clerk.xinlu('keys', 'rotate', '--resume', '--json')
    expect(resumed).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(resumed.out)).toMatchObject({ version: 2, unreadable: 0, left: [] })
    const written = writers.written
    await sleep(300)
    await writers.stop()
    await reader.stop()
    expect(writers.written).toBeGreaterThan(written)
    expect(reader.found.failed).toEqual([])
    expect(reader.found.rounds).toBeGreaterThan(1)
    const after = await openAll(look, clerk.house.keys)
    expect(after).toMatchObject({ failed: [], versions: new Set([2]) })
    console.log(
      `rotation: ${writers.written} writes, ${reader.found.opened} values opened in ${reader.found.rounds} rounds, 0 undecryptable`,
    )
  })

  test('changes nothing but the sealed bytes: neither versions of rows nor their times', async () => {
    const digest = async () =>
      (
        await look.query(`select md5(string_agg((to_jsonb(p) - 'id_sealed' - 'phone_sealed' - 'disability_card_sealed')::text, ','
          order by id)) as sum, count(*)::int from households.person p`)
      ).rows[0]
    const before = await digest()
    clerk.house.keys.rotate()
    await expect(reseal(look, clerk.house.keys)).resolves.toMatchObject({
      version: 3,
      unreadable: 0,
      left: [],
    })
    expect(await digest()).toEqual(before)
  })

  test('can be stopped: what is done stays done, and the rest is done next', async () => {
    clerk.house.keys.rotate()
    const stop = new AbortController()
    const stopped = reseal(look, clerk.house.keys, { signal: stop.signal, onPage: () => stop.abort() })
    await expect(stopped).rejects.toThrow('aborted')
    expect((await openAll(look, clerk.house.keys)).versions).toEqual(new Set([3, 4]))
    await expect(reseal(look, clerk.house.keys)).resolves.toMatchObject({ version: 4, left: [] })
  })

  test('is sealed with by one at a time', async () => {
    const other = new pg.Client({ connectionString: clerk.house.adminUrl })
    await other.connect()
    await other.query(`select pg_advisory_lock(hashtextextended('keys.reseal', 0))`)
    await expect(reseal(look, clerk.house.keys)).rejects.toThrow('另一个进程')
    await other.end()
  })

  test('a value that no key opens is told and left as it is', async () => {
    const broken = Buffer.alloc(60, 1)
    const { rows } = await look.query(
      'select county, batch, n, raw from exchange.staged where raw is not null limit 1',
    )
    const [row] = rows
    const put = (raw: Buffer) =>
      look.query('update exchange.staged set raw = $1 where county = $2 and batch = $3 and n = $4', [
        raw,
        row.county,
        row.batch,
        row.n,
      ])
    await put(broken)
    await expect(reseal(look, clerk.house.keys)).resolves.toMatchObject({
      unreadable: 1,
      left: [{ table: 'exchange.staged', column: 'raw', version: 1, count: 1 }],
    })
    await put(row.raw)
  })
})

describe('an old key', () => {
  test('is not retired while a value needs it, nor while an earlier transaction may bring one', async () => {
    const { keys } = clerk.house
    const old = keys.seal('13800138000')
    const version = old[0]!
    keys.rotate()
    await expect(retireKey(look, keys, version)).rejects.toThrow(/还有 \d+ 个加密值要用第 \d+ 版/)
    await reseal(look, keys)
    const writer = new pg.Client({ connectionString: clerk.house.adminUrl })
    await writer.connect()
    await writer.query('begin')
    await writer.query('update households.person set phone_sealed = $1 where id = $2', [
      old,
      people[0]!.person,
    ])
    await expect(retireKey(look, keys, version, { patienceMs: 300 })).rejects.toThrow('还没有结束')
    const retiring = retireKey(look, keys, version)
    // Awaited below, after the writer is done.
    retiring.catch(() => {})
    await sleep(300)
    await writer.query('commit')
    await expect(retiring).rejects.toThrow('households.person.phone_sealed 1 处')
    await writer.end()
    await reseal(look, keys)
    await retireKey(look, keys, version)
    expect(() => keys.open(old)).toThrow(TamperedValue)
    expect((await openAll(look, keys)).failed).toEqual([])
  })

  test('at the terminal: retire, refuse, recall, each noted in the audit trail', async () => {
    const retired = await clerk.xinlu('keys', 'retire', '1')
    expect(retired).toMatchObject({ code: 0, out: expect.stringContaining('第 1 版数据密钥已停用') })
    expect(await clerk.xinlu('keys', 'retire', '1')).toMatchObject({ code: 1 })
    expect(await clerk.xinlu('keys', 'retire', '999')).toMatchObject({ code: 64 })
    const current = clerk.house.keys.versions()[0]!.version
    expect(await clerk.xinlu('keys', 'retire', String(current))).toMatchObject({ code: 1 })
    expect((await clerk.xinlu('keys')).out).toMatch(/第 1 版　已停用/)
    expect(await clerk.xinlu('keys', 'recall', '1')).toMatchObject({ code: 0 })
    const { rows } = await look.query(
      `select act, count(*)::int from audit.entry where act like 'operations.%Key%' or act = 'operations.resealValues'
       group by act order by act`,
    )
    expect(rows).toEqual([
      { act: 'operations.recallKey', count: 1 },
      { act: 'operations.resealValues', count: 1 },
      { act: 'operations.retireKey', count: 1 },
      { act: 'operations.rotateKeys', count: 1 },
    ])
  })
})

async function untilLeft(column: string, count: number): Promise<number> {
  const client = new pg.Client({ connectionString: clerk.house.adminUrl })
  await client.connect()
  const [table, name] = [column.slice(0, column.lastIndexOf('.')), column.slice(column.lastIndexOf('.') + 1)]
  let left = Number.NaN
  while (left !== count) {
    const { rows } = await client.query(
      `select count(*) filter (where get_byte(${name}, 0) = 1)::int as old, count(*)::int as all from ${table}
       where ${name} is not null`,
    )
    left = rows[0].old
    await sleep(20)
  }
  await client.end()
  return left
}
