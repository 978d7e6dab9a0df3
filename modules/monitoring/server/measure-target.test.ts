/** The national export of measures comes in by its own headers, once, and the rules about measures speak accordingly. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withScope } from '@xinlu/kernel/access/server'
import { as, places } from '@xinlu/kernel/access/test'
import { nameKey } from '@xinlu/kernel/basis'
import {
  checkBatch,
  commitBatch,
  findBatch,
  lockBatch,
  receiveFile,
  undoBatch,
  writeCsv,
} from '@xinlu/kernel/exchange/server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countFindings } from '../contract.ts'
import { openFindingsDesk, settle, storyDay, type FindingsDesk, type Settled } from '../test/index.ts'
import { measureTarget } from './measure-target.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-measures-'))
const [number, name] = ['149901198503150010', '李大山']
const actor = as('县专班·王强')
let desk: FindingsDesk
let house: Settled
let files = 0

beforeAll(async () => {
  desk = await openFindingsDesk()
  const watched = { monitored: 'marginal', identifiedMonth: '2023-01-01', risks: ['R99'] }
  const sealed = {
    idKind: 'citizen',
    idSealed: desk.keys.seal(number),
    idIndex: desk.keys.blindIndex('citizen', number),
  }
  house = await settle(desk.db, places.上柳村, {
    household: watched,
    members: [{ name, nameKey: nameKey(name as never), ...sealed }],
    feeds: { employment: [{ fromOn: '2023-01-01' }] },
  })
  await settle(desk.db, places.上柳村, {
    household: watched,
    feeds: { employment: [{ fromOn: '2023-01-01' }] },
  })
})
afterAll(async () => {
  await desk.close()
  rmSync(dir, { recursive: true })
})

async function send(rows: readonly Record<string, string>[]) {
  const path = join(dir, `${(files += 1)}.csv`)
  const titles = Object.keys(rows[0]!)
  await writeCsv({ titles, rows: rows.map((row) => titles.map((title) => row[title] ?? null)) }, path)
  const arrival = { path, name: path, period: '2023-05', purpose: '帮扶措施录入' }
  const { batch } = await receiveFile(desk.database, actor, measureTarget, arrival)
  const bench = { database: desk.database, keys: desk.keys, now: new Date(`${storyDay}T02:00:00Z`) }
  const checked = await checkBatch(bench, actor, measureTarget, batch, { path })
  return withScope(desk.database, actor, async (tx) => {
    await commitBatch(tx, measureTarget, (await lockBatch(tx, checked.id))!)
    return (await findBatch(tx, checked.id))!
  })
}

const row = {
  县: '云山县',
  户主姓名: name,
  户主证件号码: number,
  帮扶措施类别: '综合保障',
  措施内容: '农村低保',
  开始日期: '2023-02-01',
  实施情况: '正在实施',
}

const pointing = async () => {
  await desk.screen({ reach: 'dirty' })
  const { byRule } = await desk.ask('县专班·王强', countFindings, {})
  return byRule.map(({ rule, count }) => [rule, count])
}

it('brings measures in by the headers of the export, and the household is screened again', async () => {
  await desk.screen()
  // Nobody has recorded a measure in the township yet, so a missing one means nothing.
  expect(await pointing()).toEqual([])
  const batch = await send([row, { ...row, 户主姓名: '查无此人', 户主证件号码: '149901196203040013' }])
  expect(batch.counts).toMatchObject({ new: 1, unmatched: 1, error: 0 })
  const { rows } = await desk.db.admin('select household, category, state, division from monitoring.measure')
  expect(rows).toMatchObject([{ household: house.household, category: 'M08', state: 'running' }])
  expect(await pointing()).toEqual([['measure.backstopOnly', 1]])
  await desk.screen()
  // Now the other household's missing measures are missing.
  expect(await pointing()).toEqual([
    ['measure.none', 1],
    ['measure.backstopOnly', 1],
  ])
})

it('changes nothing when the file comes twice, and takes a batch back', async () => {
  expect((await send([row])).counts).toMatchObject({ new: 0, update: 0, same: 1 })
  const batch = await send([
    { ...row, 帮扶措施类别: '公益岗位', 措施内容: '生态护林员', 开始日期: '2023-03-01' },
  ])
  expect(batch.counts).toMatchObject({ new: 1 })
  expect(await pointing()).toEqual([['measure.none', 1]])
  await withScope(desk.database, actor, async (tx) => {
    await undoBatch(tx, measureTarget, (await lockBatch(tx, batch.id))!, new Date())
  })
  expect(await pointing()).toEqual([
    ['measure.none', 1],
    ['measure.backstopOnly', 1],
  ])
})

it('refuses a measure that ends before it begins', async () => {
  const batch = await send([{ ...row, 措施内容: '临时救助', 结束日期: '2023-01-01' }])
  expect(batch.counts).toMatchObject({ error: 1, new: 0 })
})
