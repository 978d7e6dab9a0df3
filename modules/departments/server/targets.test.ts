import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { as, places, type PersonName } from '@xinlu/kernel/access/test'
import { withScope } from '@xinlu/kernel/access/server'
import type { Batch } from '@xinlu/kernel/exchange'
import {
  checkBatch,
  commitBatch,
  findBatch,
  lockBatch,
  receiveFile,
  undoBatch,
  writeCsv,
  writeWorkbook,
} from '@xinlu/kernel/exchange/server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { feeds } from '../feeds.ts'
import { feedNames, type FeedName } from '../model.ts'
import {
  openOffice,
  register,
  sampleRow,
  type Office,
  type Registered,
  type SampleRow,
} from '../test/index.ts'
import { departmentTargets } from './index.ts'
import { tableOf } from './store/tables.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-departments-'))
const stranger = { number: '149901197001020035', name: '王小河', village: '上柳村' }

let office: Office
let dashan: Registered
let late: Registered
let neighbour: Registered

beforeAll(async () => {
  office = await openOffice()
  const { db, keys } = office
  dashan = await register(db, keys, { number: '149901198503150010', name: '李大山', division: places.上柳村 })
  late = await register(db, keys, {
    number: '14990119400202005X',
    name: '赵老五',
    division: places.下柳村,
    state: 'dead',
  })
  neighbour = await register(db, keys, {
    number: '149901196203040013',
    name: '郑东',
    division: places.东关村,
  })
})
beforeEach(async () => {
  await office.db.admin('delete from departments.waiting')
  await office.db.admin('delete from rules.dirty')
  await office.db.admin('delete from exchange.batch')
  for (const feed of feedNames) await office.db.admin(`delete from ${tableOf(feed)}`)
})
afterAll(async () => {
  await office.close()
  rmSync(dir, { recursive: true })
})

const targetOf = (feed: FeedName) => departmentTargets[feedNames.indexOf(feed)]!
let files = 0

/** Imports rows as one file into the ledger. */
async function send(
  feed: FeedName,
  rows: readonly SampleRow[],
  told: { who?: PersonName; xlsx?: boolean } = {},
) {
  const { who = '县专班·王强', xlsx = false } = told
  const path = join(dir, `${feed}-${(files += 1)}.${xlsx ? 'xlsx' : 'csv'}`)
  const titles = Object.keys(rows[0]!)
  const values = rows.map((row) => titles.map((title) => row[title] ?? null))
  if (xlsx) {
    const columns = titles.map((title) => ({ title, format: 'id' as const }))
    await writeWorkbook({ sheetName: '数据', columns, rows: values.map((one) => ({ values: one })) }, path)
  } else await writeCsv({ titles, rows: values }, path)
  const [actor, target] = [as(who), targetOf(feed)]
  const arrival = { path, name: path, period: '2023-05', purpose: feeds[feed].purpose }
  const { batch } = await receiveFile(office.database, actor, target, arrival)
  const checked = await checkBatch({ ...office, now: office.desk.now() }, actor, target, batch, { path })
  return withScope(office.database, actor, async (tx) => {
    await commitBatch(tx, target, (await lockBatch(tx, checked.id))!)
    return (await findBatch(tx, checked.id))!
  })
}

async function undo(feed: FeedName, { id }: Batch) {
  await withScope(office.database, as('县专班·王强'), async (tx) => {
    await undoBatch(tx, targetOf(feed), (await lockBatch(tx, id))!, new Date())
  })
}

const rowsOf = async (feed: FeedName) =>
  (await office.db.admin(`select * from ${tableOf(feed)} order by id`)).rows
const waiting = async () =>
  (await office.db.admin('select why, name, state, ledger, found, given from departments.waiting order by n'))
    .rows
const dirty = async () =>
  (await office.db.admin('select subject from rules.dirty order by subject')).rows.map((row) => row.subject)

/** The sample about several people, each a record of its own also where only a number of paper tells them apart. */
function about(feed: FeedName, people: readonly { number: string; name: string }[]): SampleRow[] {
  return people.map(({ number, name }, at) => {
    const row = sampleRow(feed, { number, name, village: '上柳村' })
    return feed === 'medicalExpense' ? { ...row, 结算单号: `JS00000${at}` } : row
  })
}

describe.each(feedNames)('the import of %s', (feed) => {
  it('matches people, queues the doubtful, marks households; sent again it changes nothing; taken back it is gone', async () => {
    const rows = about(feed, [dashan, late, stranger, neighbour])
    const batch = await send(feed, rows, { xlsx: true })
    expect(batch.counts).toEqual({ new: 2, update: 0, same: 0, error: 0, unmatched: 2, contradicting: 0 })
    const written = await rowsOf(feed)
    expect(new Map(written.map(({ person, household }) => [person, household]))).toEqual(
      new Map([
        [dashan.person, dashan.household],
        [late.person, late.household],
      ]),
    )
    expect(written).toHaveLength(2)
    expect(written.every((row) => row.batch === batch.id && row.county === 149901)).toBe(true)
    expect(await dirty()).toEqual([dashan.household, late.household].sort())
    expect((await waiting()).map(({ why, name, ledger }) => [why, name, ledger])).toEqual([
      ['unmatched', '王小河', `departments.${feed}`],
      // Whoever lives in another county is nobody to this county.
      ['unmatched', '郑东', `departments.${feed}`],
    ])

    const again = await send(feed, [...rows].reverse())
    expect(again.counts).toMatchObject({ new: 0, update: 0, same: 2, error: 0 })
    expect(await waiting()).toHaveLength(2)
    expect((await rowsOf(feed)).map(({ ver }) => ver)).toEqual([1, 1])

    await office.db.admin('delete from rules.dirty')
    await undo(feed, batch)
    expect(await rowsOf(feed)).toEqual([])
    expect(await waiting()).toEqual([])
    expect(await dirty()).toEqual([dashan.household, late.household].sort())
  })
})

describe('the queue of an import', () => {
  it('lets a record wait whose number is known under another name, with the person found', async () => {
    const batch = await send('relief', about('relief', [{ ...dashan, name: '李太山' }]))
    expect(batch.counts).toMatchObject({ new: 0, contradicting: 1 })
    expect((await waiting())[0]).toMatchObject({
      why: 'contradicting',
      name: '李太山',
      found: [{ person: dashan.person, household: dashan.household }],
    })
    expect(await rowsOf('relief')).toEqual([])
  })

  it('keeps the number sealed and nowhere else', async () => {
    await send('disability', about('disability', [stranger]))
    const { rows } = await office.db.admin('select w::text as text, id_sealed from departments.waiting w')
    expect(rows[0].text).not.toContain(stranger.number)
    expect(office.keys.open(rows[0].id_sealed)).toBe(stranger.number)
    expect((await waiting())[0].given).toMatchObject({ name: '王小河', in_village: '上柳村', kind: '4' })
  })

  it('settles by itself when a later file brings the record of somebody now registered, and waits again when that is undone', async () => {
    const comer = { number: '149901199907080017', name: '孙新来', division: places.上柳村 }
    await send('insurance', about('insurance', [comer]))
    await register(office.db, office.keys, comer)
    const batch = await send('insurance', about('insurance', [comer, dashan]))
    expect(batch.counts).toMatchObject({ new: 2, unmatched: 0 })
    expect(await waiting()).toMatchObject([{ name: '孙新来', state: 'settled' }])
    await undo('insurance', batch)
    expect(await waiting()).toMatchObject([{ name: '孙新来', state: 'waiting' }])
  })

  it('does not ask again about what was decided', async () => {
    await send('relief', about('relief', [stranger]))
    await office.db.admin(
      `update departments.waiting set state = 'notOurs', reason = '城镇居民', decided_by = gen_random_uuid(),
         decided_name = '王强', decided_at = now()`,
    )
    await send('relief', about('relief', [stranger, dashan]))
    expect(await waiting()).toMatchObject([{ name: '王小河', state: 'notOurs' }])
  })
})

describe('a record that changes', () => {
  it('is brought up to date and put back by an undo, and both households are marked', async () => {
    await send('house', about('house', [dashan]))
    const [before] = await rowsOf('house')
    const finished = { ...about('house', [dashan])[0]!, 改造进度: '已验收', 竣工日期: '2023-06-10' }
    const batch = await send('house', [finished])
    expect(batch.counts).toMatchObject({ update: 1, new: 0 })
    expect(await rowsOf('house')).toMatchObject([{ id: before.id, state: 'accepted', ver: 2 }])
    await undo('house', batch)
    expect(await rowsOf('house')).toMatchObject([{ id: before.id, state: 'appraised', accepted_on: null }])
  })

  it('marks the household it was taken from, too', async () => {
    await send('medicalExpense', about('medicalExpense', [dashan]))
    await office.db.admin('delete from rules.dirty')
    const batch = await send('medicalExpense', about('medicalExpense', [late]))
    expect(batch.counts).toMatchObject({ update: 1 })
    expect(await dirty()).toEqual([dashan.household, late.household].sort())
  })
})

describe('a stop of water without a person', () => {
  it('counts for the village and marks its living households', async () => {
    const batch = await send('waterStop', [sampleRow('waterStop')])
    expect(batch.counts).toMatchObject({ new: 1, unmatched: 0 })
    expect(await rowsOf('waterStop')).toMatchObject([{ person: null, household: null, group_name: '沟里' }])
    expect(await dirty()).toContain(dashan.household)
    expect(await dirty()).not.toContain(late.household)
    const more = await send('waterStop', [
      sampleRow('waterStop'),
      { ...sampleRow('waterStop'), 自然村: '坡上' },
    ])
    expect(more.counts).toMatchObject({ same: 1, new: 1 })
  })
})

describe('who may import', () => {
  it('a liaison the own ledgers in the own county', async () => {
    const batch = await send('medicalExpense', about('medicalExpense', [dashan, neighbour]), {
      who: '医保局·钱进',
    })
    expect(batch.counts).toMatchObject({ new: 1, unmatched: 1 })
    await expect(send('relief', about('relief', [dashan]), { who: '医保局·钱进' })).rejects.toMatchObject({
      code: 'exchange.not-your-ledger',
    })
  })

  it.each(['乡专干·李梅', '村专员·孙二宝', '审计·周正', '系统·严立'] as const)('%s may not', async (who) => {
    await expect(send('relief', about('relief', [dashan]), { who })).rejects.toMatchObject({ status: 403 })
  })

  it('the city for all counties at once', async () => {
    const batch = await send('relief', about('relief', [dashan, neighbour, stranger]), { who: '市局·赵敏' })
    expect(batch.counts).toMatchObject({ new: 2, unmatched: 1 })
    expect(new Set((await rowsOf('relief')).map(({ county }) => county))).toEqual(new Set([149901, 149902]))
  })
})

it('an error row says what is wrong and the rest goes in', async () => {
  const [good, bad] = about('medicalExpense', [dashan, late])
  const batch = await send('medicalExpense', [good!, { ...bad!, 个人负担: '99999' }])
  expect(batch.counts).toMatchObject({ new: 1, error: 1 })
})
