import { places } from '@xinlu/kernel/access/test'
import { newId } from '@xinlu/kernel/basis'
import { markOf } from '@xinlu/kernel/commands/server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dropRecord, linkRecord, listWaiting, reopenRecord, returnRecord } from '../contract.ts'
import { feedNames } from '../model.ts'
import { openOffice, register, type Office, type Registered } from '../test/index.ts'
import { tableOf } from './store/tables.ts'

const wrongNumber = { number: '149901197001020035', name: '李大山', village: '上柳村' }

let office: Office
let dashan: Registered
let neighbour: Registered

beforeAll(async () => {
  office = await openOffice()
  const { db, keys } = office
  dashan = await register(db, keys, { number: '149901198503150010', name: '李大山', division: places.上柳村 })
  neighbour = await register(db, keys, {
    number: '14990119400202005X',
    name: '李大山',
    division: places.东关村,
  })
})
beforeEach(async () => {
  await office.db.admin('delete from departments.waiting')
  await office.db.admin('delete from rules.dirty')
})
afterAll(() => office.close())

const chosen = () => ({ county: dashan.county, id: dashan.person })
const stateOf = async (id: string) =>
  (
    await office.db.admin(
      'select state, reason, decided_name, record, ver from departments.waiting where id = $1',
      [id],
    )
  ).rows[0]

describe('listWaiting', () => {
  it('shows both sides to the county: the record, and who of the county may be meant', async () => {
    const id = await office.queue('medicalExpense', wrongNumber)
    const { rows, next } = await office.ask('县专班·王强', listWaiting, {})
    expect(next).toBeNull()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      id,
      ledger: 'medicalExpense',
      department: 'medicalInsurance',
      why: 'unmatched',
    })
    expect(rows[0]!.given).toMatchObject({ name: '李大山', idNumber: '1499************35' })
    expect(rows[0]!.given.facts).toContainEqual({
      key: 'selfPaid',
      label: '个人自付（元）',
      text: '15900.00',
      hidden: false,
    })
    expect(rows[0]!.candidates).toEqual([
      expect.objectContaining({
        person: dashan.person,
        household: dashan.household,
        place: '上柳村',
        age: 38,
        likenesses: ['sameName', 'sameVillage'],
      }),
    ])
    expect(JSON.stringify(rows)).not.toContain(neighbour.person)
  })

  it('never lets a whole number or a birth date out', async () => {
    await office.queue('medicalExpense', wrongNumber)
    const answer = JSON.stringify(await office.ask('县专班·王强', listWaiting, {}))
    for (const secret of [wrongNumber.number, dashan.number, '1985-03-15', '19850315', '19700102']) {
      expect(answer).not.toContain(secret)
    }
  })

  it('puts first who has the number, when only the name differs', async () => {
    await office.queue('relief', { number: dashan.number, name: '李太山' }, { why: 'contradicting' })
    const { rows } = await office.ask('县专班·王强', listWaiting, { why: 'contradicting' })
    expect(rows[0]!.candidates[0]).toMatchObject({ name: '李大山', likenesses: ['sameNumber', 'sameBirth'] })
  })

  it('looks in every county for a record that the city sent', async () => {
    await office.queue('relief', wrongNumber, { county: 149900 })
    const { rows } = await office.ask('市局·赵敏', listWaiting, {})
    expect(rows[0]!.candidates.map(({ person }) => person).sort()).toEqual(
      [dashan.person, neighbour.person].sort(),
    )
    expect((await office.ask('县专班·王强', listWaiting, {})).rows).toEqual([])
  })

  it('gives a liaison the own ledgers, the own side, and nothing of the register', async () => {
    await office.queue('medicalExpense', wrongNumber)
    await office.queue('relief', wrongNumber)
    const { rows } = await office.ask('医保局·钱进', listWaiting, {})
    expect(rows.map(({ ledger, candidates }) => ({ ledger, candidates }))).toEqual([
      { ledger: 'medicalExpense', candidates: [] },
    ])
    expect(rows[0]!.given.facts.some(({ hidden }) => hidden)).toBe(false)
    expect((await office.ask('医保局·钱进', listWaiting, { ledger: 'relief' })).rows).toEqual([])
  })

  it('names illness to the auditor without telling it', async () => {
    await office.queue('medicalExpense', wrongNumber)
    const { rows } = await office.ask('审计·周正', listWaiting, {})
    expect(rows[0]!.given.facts).toContainEqual({
      key: 'total',
      label: '医疗费总额（元）',
      text: null,
      hidden: true,
    })
    expect(JSON.stringify(rows)).not.toContain('48200')
  })

  it('is closed to township and village, and empty for the county next door', async () => {
    await office.queue('relief', wrongNumber)
    await expect(office.ask('乡专干·李梅', listWaiting, {})).rejects.toMatchObject({ status: 403 })
    await expect(office.ask('村专员·孙二宝', listWaiting, {})).rejects.toMatchObject({ status: 403 })
    expect((await office.ask('邻县专班·郑邻', listWaiting, {})).rows).toEqual([])
  })

  it.each(['x', '2026-05-01 08:00:00+08|x', markOf('2026-02-30T00:00:00.000Z', newId())])(
    'refuses a mark that is none: %s',
    async (after) => {
      await expect(office.ask('县专班·王强', listWaiting, { after })).rejects.toMatchObject({ status: 422 })
    },
  )

  it('goes on page by page without losing or repeating a record', async () => {
    const ids = []
    for (let i = 0; i < 7; i += 1) ids.push(await office.queue('relief', wrongNumber))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await office.ask('县专班·王强', listWaiting, { size: 3, after })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen).toHaveLength(7)
    expect([...seen].sort()).toEqual([...ids].sort())
  })
})

describe('linkRecord', () => {
  it.each(feedNames)('moves a record of %s into its table', async (feed) => {
    const id = await office.queue(feed, wrongNumber)
    const records = [{ id, ver: 1, person: chosen() }]
    expect(await office.act('县专班·王强', linkRecord, { county: 149901, records })).toEqual({ count: 1 })
    const { rows } = await office.db.admin(`select * from ${tableOf(feed)} where id = $1`, [id])
    expect(rows[0]).toMatchObject({ county: 149901, person: dashan.person, household: dashan.household })
    expect(rows[0].period).not.toBeNull()
    expect(await stateOf(id)).toMatchObject({ state: 'linked', record: id, decided_name: '王强', ver: 2 })
  })

  it('brings a row of the same person up to date instead of writing it twice', async () => {
    const first = await office.queue('insurance', wrongNumber)
    await office.act('县专班·王强', linkRecord, {
      county: 149901,
      records: [{ id: first, ver: 1, person: chosen() }],
    })
    const { record } = await stateOf(first)
    const again = await office.queue('insurance', wrongNumber)
    await office.act('县专班·王强', linkRecord, {
      county: 149901,
      records: [{ id: again, ver: 1, person: chosen() }],
    })
    expect(await stateOf(again)).toMatchObject({ state: 'linked', record })
  })

  it('marks the household for the next screening', async () => {
    const id = await office.queue('disaster', wrongNumber)
    await office.act('县专班·王强', linkRecord, {
      county: 149901,
      records: [{ id, ver: 1, person: chosen() }],
    })
    const { rows } = await office.db.admin('select county, subject_kind, subject from rules.dirty')
    expect(rows).toEqual([{ county: 149901, subject_kind: 'household', subject: dashan.household }])
  })

  it('writes who decided into the audit trail, without a name or number of the person', async () => {
    const id = await office.queue('relief', wrongNumber)
    await office.act('县专班·王强', linkRecord, {
      county: 149901,
      records: [{ id, ver: 1, person: chosen() }],
    })
    const { rows } = await office.db.admin(
      `select actor_name, outcome, detail from audit.entry where act = 'departments.linkRecord' and subject = $1`,
      [id],
    )
    expect(rows).toEqual([expect.objectContaining({ actor_name: '王强', outcome: 'done' })])
    expect(rows[0].detail).not.toMatch(/李大山|1499011/)
  })

  it('refuses a settlement that another person already has, and leaves everything as it was', async () => {
    const first = await office.queue('medicalExpense', wrongNumber)
    const other = await register(office.db, office.keys, {
      number: '149901197001020035',
      name: '王小河',
      division: places.下柳村,
    })
    await office.act('县专班·王强', linkRecord, {
      county: 149901,
      records: [{ id: first, ver: 1, person: chosen() }],
    })
    const again = await office.queue('medicalExpense', wrongNumber)
    const person = { county: other.county, id: other.person }
    await expect(
      office.act('县专班·王强', linkRecord, { county: 149901, records: [{ id: again, ver: 1, person }] }),
    ).rejects.toMatchObject({ code: 'departments.record-taken' })
    expect(await stateOf(again)).toMatchObject({ state: 'waiting', ver: 1 })
  })

  it('refuses a person of another county or of nobody', async () => {
    const id = await office.queue('relief', wrongNumber)
    for (const person of [
      { county: neighbour.county, id: neighbour.person },
      { county: 149901, id: newId() },
    ]) {
      await expect(
        office.act('县专班·王强', linkRecord, { county: 149901, records: [{ id, ver: 1, person }] }),
      ).rejects.toMatchObject({ code: 'departments.no-such-person' })
    }
    expect(await stateOf(id)).toMatchObject({ state: 'waiting' })
  })

  it('does all of a bulk or none of it', async () => {
    const [one, two] = [await office.queue('relief', wrongNumber), await office.queue('house', wrongNumber)]
    const records = [
      { id: one, ver: 1, person: chosen() },
      { id: two, ver: 9, person: chosen() },
    ]
    await expect(office.act('县专班·王强', linkRecord, { county: 149901, records })).rejects.toMatchObject({
      code: 'commands.stale-version',
    })
    expect(await stateOf(one)).toMatchObject({ state: 'waiting' })
  })
})

describe('returnRecord and dropRecord', () => {
  it('returns in bulk with the reason, which the liaison reads', async () => {
    const ids = [
      await office.queue('medicalExpense', wrongNumber),
      await office.queue('insurance', wrongNumber),
    ]
    const records = ids.map((id) => ({ id, ver: 1 }))
    const reason = '身份证号与姓名对不上，请核对后重报。'
    expect(await office.act('县专班·王强', returnRecord, { county: 149901, records, reason })).toEqual({
      count: 2,
    })
    const { rows } = await office.ask('医保局·钱进', listWaiting, { state: 'returned' })
    expect(rows.map((row) => row.reason)).toEqual([reason, reason])
  })

  it('drops what is not about a household of ours', async () => {
    const id = await office.queue('relief', wrongNumber)
    const input = { county: 149901, records: [{ id, ver: 1 }], as: 'notOurs' as const, reason: '城镇居民。' }
    await office.act('市局·赵敏', dropRecord, input)
    expect(await stateOf(id)).toMatchObject({ state: 'notOurs', reason: '城镇居民。', decided_name: '赵敏' })
  })

  it('lets nobody decide twice', async () => {
    const id = await office.queue('relief', wrongNumber)
    const records = [{ id, ver: 1 }]
    await office.act('县专班·王强', returnRecord, { county: 149901, records, reason: '请核对。' })
    await expect(
      office.act('县专班·王强', dropRecord, { county: 149901, records, as: 'dropped', reason: '重复。' }),
    ).rejects.toMatchObject({ code: 'departments.already-decided' })
    await expect(
      office.act('县专班·王强', returnRecord, {
        county: 149901,
        records: [...records, ...records],
        reason: '请核对。',
      }),
    ).rejects.toMatchObject({ code: 'departments.named-twice' })
  })
})

describe('reopenRecord', () => {
  const reopen = (id: string, ver: number) =>
    office.act('县专班·王强', reopenRecord, {
      county: 149901,
      records: [{ id, ver }],
      reason: '对应错了人。',
    })

  it('takes a record linked to the wrong person out of the ledger and lets it wait', async () => {
    const id = await office.queue('unemployment', wrongNumber)
    await office.db.admin('delete from departments.unemployment')
    await office.act('县专班·王强', linkRecord, {
      county: 149901,
      records: [{ id, ver: 1, person: chosen() }],
    })
    await office.db.admin('delete from rules.dirty')
    expect(await reopen(id, 2)).toEqual({ count: 1 })
    expect(await stateOf(id)).toEqual({
      state: 'waiting',
      reason: null,
      decided_name: null,
      record: null,
      ver: 3,
    })
    expect((await office.db.admin('select id from departments.unemployment')).rows).toEqual([])
    expect((await office.db.admin('select subject from rules.dirty')).rows).toEqual([
      { subject: dashan.household },
    ])
  })

  it('leaves a row alone that was there before, or was worked on since', async () => {
    await office.db.admin('delete from departments.unemployment')
    const [first, second] = [
      await office.queue('unemployment', wrongNumber),
      await office.queue('unemployment', wrongNumber),
    ]
    for (const id of [first, second]) {
      await office.act('县专班·王强', linkRecord, {
        county: 149901,
        records: [{ id, ver: 1, person: chosen() }],
      })
    }
    for (const id of [first, second]) {
      await expect(reopen(id, 2)).rejects.toMatchObject({ code: 'departments.linked-for-good' })
      expect(await stateOf(id)).toMatchObject({ state: 'linked' })
    }
  })

  it('lets a returned record wait again, and refuses one that waits', async () => {
    const id = await office.queue('relief', wrongNumber)
    await expect(reopen(id, 1)).rejects.toMatchObject({ code: 'departments.not-decided' })
    const records = [{ id, ver: 1 }]
    await office.act('县专班·王强', returnRecord, { county: 149901, records, reason: '请核对。' })
    await reopen(id, 2)
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', reason: null })
  })
})

describe('who may decide', () => {
  const refused = {
    医保局: '医保局·钱进',
    乡: '乡专干·李梅',
    村: '村专员·孙二宝',
    审计: '审计·周正',
  } as const

  it.each(Object.entries(refused))('%s may not', async (_where, who) => {
    const id = await office.queue('medicalExpense', wrongNumber)
    const records = [{ id, ver: 1 }]
    const attempts = [
      () => office.act(who, linkRecord, { county: 149901, records: [{ id, ver: 1, person: chosen() }] }),
      () => office.act(who, returnRecord, { county: 149901, records, reason: '请核对。' }),
      () => office.act(who, dropRecord, { county: 149901, records, as: 'dropped', reason: '重复。' }),
      () => office.act(who, reopenRecord, { county: 149901, records, reason: '重来。' }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ status: 403 })
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', ver: 1 })
  })

  it('the county next door finds nothing to decide', async () => {
    const id = await office.queue('relief', wrongNumber)
    await expect(
      office.act('邻县专班·郑邻', returnRecord, {
        county: 149901,
        records: [{ id, ver: 1 }],
        reason: '请核对。',
      }),
    ).rejects.toMatchObject({ status: 404 })
  })
})
