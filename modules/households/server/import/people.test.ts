import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { as, places } from '@xinlu/kernel/access/test'
import { exportLedger } from '@xinlu/kernel/exchange/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anIdNumber } from '../../test/builders.ts'
import { type VillageDesk, openVillageDesk, problemOf } from '../../test/desk.ts'
import { type ImportDesk, openImportDesk } from '../../test/import-desk.ts'
import { peopleTarget } from './people-target.ts'

let desk: VillageDesk
let files: ImportDesk
// The header of the national list, word for word.
const header =
  '数据日期,县,乡,行政村,自然村,户编号,人编号,姓名,证件号码,人数,与户主关系,民族,文化程度,在校生状况,健康状况,劳动技能,务工时间（月）,是否参加大病保险,致贫原因1,危房户,是否解决安全饮用水,人均纯收入,户联系电话,人联系电话,首次识别时间,人员识别时间,户类型,易返贫致贫户(监测对象)类型,风险是否消除,风险识别时间,风险消除时间'
const titles = header.split(',')
const plain: Record<string, string> = {
  数据日期: '2023-06-01',
  县: '云山县',
  乡: '柳林镇',
  行政村: '上柳村委会',
  人数: '2',
  民族: '汉族',
  文化程度: '初中',
  健康状况: '健康',
  劳动技能: '普通劳动力',
  是否参加大病保险: '是',
  户联系电话: '13803501234',
  首次识别时间: '201406',
  人员识别时间: '201406',
  户类型: '脱贫户',
}
const line = (more: Record<string, string>) =>
  titles.map((title) => ({ ...plain, ...more })[title] ?? '').join(',')

beforeAll(async () => {
  desk = await openVillageDesk()
  files = openImportDesk(desk, peopleTarget, header)
})
afterAll(async () => {
  files.close()
  await desk.close()
})

const page = (code: string) =>
  desk.ask('乡专干·李梅', 'searchHouseholds', { code }).then(async ({ rows }) => {
    const [found] = rows as { county: number; id: string }[]
    return desk.ask('乡专干·李梅', 'getHousehold', { county: found!.county, household: found!.id })
  })
const couple = (code: string) => {
  const [husband, wife] = [
    anIdNumber({ born: '1970-05-01' }),
    anIdNumber({ born: '1972-08-09', sex: 'female' }),
  ]
  return [
    { 户编号: code, 人编号: `${code}1`, 姓名: '曹满仓', 证件号码: husband, 与户主关系: '户主' },
    { 户编号: code, 人编号: `${code}2`, 姓名: '解桂花', 证件号码: wife, 与户主关系: '配偶' },
  ] as const
}

describe('the national list as it is', () => {
  it('makes households, people and memberships, and the same file changes nothing', async () => {
    const rows = couple('A1').map((one) => line(one))
    const batch = await files.check(rows)
    expect(batch.counts).toMatchObject({ new: 2, error: 0 })
    await files.commit(batch)
    const shown = await page('A1')
    expect(shown).toMatchObject({
      kind: 'formerPoor',
      size: 2,
      division: places.上柳村,
      firstIdentifiedMonth: '2014-06',
      phone: '138****1234',
    })
    expect(shown.members).toMatchObject([
      {
        name: '曹满仓',
        relation: 'head',
        sex: 'male',
        born: '1970-05-01',
        facts: { labour: 'ordinary', health: ['healthy'] },
      },
      { name: '解桂花', relation: 'spouse', sex: 'female' },
    ])
    expect((await desk.ask('乡专干·李梅', 'searchHouseholds', { initials: 'xgh' })).rows).toHaveLength(1)
    const { rows: members } = await desk.test.admin(
      `select m.in_reason, m.from_on::text from households.member m join households.person p on p.id = m.person where p.code = 'A12'`,
    )
    expect(members).toEqual([{ in_reason: 'firstEntry', from_on: '2014-06-01' }])
    const again = await files.check([...rows, ''])
    expect(again.counts).toMatchObject({ same: 2, new: 0, update: 0, error: 0 })
    await files.commit(again)
    expect(await page('A1')).toEqual(shown)
  })

  it('shows which fields differ, old and new, and writes just those', async () => {
    const [head, wife] = couple('B1')
    await files.commit(await files.check([line(head), line(wife)]))
    const changed = {
      健康状况: '残疾，长期慢性病',
      劳动技能: '弱劳动力或半劳动力',
      户联系电话: '13911112222',
    }
    const batch = await files.check([
      line({ ...head, ...changed, '易返贫致贫户(监测对象)类型': '脱贫不稳定户', 风险识别时间: '202305' }),
      line({ ...wife, ...changed, 健康状况: '健康', 劳动技能: '普通劳动力', 与户主关系: '其他' }),
    ])
    expect(batch.counts).toMatchObject({ update: 2 })
    const [first, second] = await files.staged(batch)
    const notes = (row: Awaited<ReturnType<ImportDesk['staged']>>[number] | undefined) =>
      row?.notes?.filter((note) => note.code === 'households.differs').map((note) => note.message)
    expect(notes(first)).toEqual([
      '健康状况：健康 → 长期慢性病，残疾',
      '劳动技能：普通劳动力 → 弱劳动力或半劳动力',
      '户联系电话：号码有变化',
      '易返贫致贫户(监测对象)类型：空 → 脱贫不稳定户',
      '风险识别时间：空 → 2023-05',
    ])
    expect(notes(second)).toEqual(['与户主关系：配偶 → 其他'])
    await files.commit(batch)
    const shown = await page('B1')
    expect(shown).toMatchObject({ monitored: 'unstable', identifiedMonth: '2023-05', phone: '139****2222' })
    expect(shown.members).toMatchObject([
      { facts: { health: ['chronic', 'disabled'], labour: 'weak' } },
      { relation: 'other' },
    ])
    await files.undo(batch)
    const before = await page('B1')
    expect(before).toMatchObject({ monitored: null, identifiedMonth: null, phone: '138****1234' })
    expect(before.members).toMatchObject([
      { facts: { health: ['healthy'], labour: 'ordinary' } },
      { relation: 'spouse' },
    ])
  })

  it('is taken back whole, and not when somebody has worked on it since', async () => {
    const rows = couple('C1').map((one) => line(one))
    const batch = await files.check(rows)
    await files.commit(batch)
    await files.undo(batch)
    expect((await desk.ask('乡专干·李梅', 'searchHouseholds', { code: 'C1' })).rows).toEqual([])
    const { rows: left } = await desk.test.admin(
      `select 1 from households.person where code in ('C11', 'C12')`,
    )
    expect(left).toEqual([])
    const again = await files.check([...rows, line({ ...couple('C2')[0] })])
    await files.commit(again)
    const shown = await page('C1')
    await desk.act('村专员·孙二宝', 'recordVisit', {
      county: shown.county,
      household: shown.id,
      ver: shown.ver,
      onDay: '2023-06-29',
    })
    expect(await problemOf(files.undo(again))).toMatchObject({ code: 'exchange.changed-since' })
  })

  it('refuses to commit a preview that no longer holds', async () => {
    const [head, wife] = couple('D1')
    await files.commit(await files.check([line(head), line(wife)]))
    const batch = await files.check([line({ ...head, 劳动技能: '技能劳动力' }), line(wife)])
    const shown = await page('D1')
    await desk.act('村专员·孙二宝', 'recordVisit', {
      county: shown.county,
      household: shown.id,
      ver: shown.ver,
      onDay: '2023-06-29',
    })
    expect(await problemOf(files.commit(batch))).toMatchObject({ code: 'exchange.preview-stale' })
  })

  it('explains every row it cannot take', async () => {
    const [head, wife] = couple('E1')
    const [other] = couple('E2')
    await files.commit(await files.check([line(head), line(wife), line(other)]))
    const errors: [Record<string, string>, string][] = [
      [{ ...couple('E3')[0], 行政村: '没有村' }, 'households.place-unknown'],
      [{ ...couple('E4')[0], 乡: '石坡乡', 行政村: '石坡村' }, 'exchange.outside-scope'],
      [{ ...head, 姓名: '曹满库' }, 'households.other-name'],
      [{ ...couple('E5')[0], 人编号: 'E11' }, 'households.other-number'],
      [{ ...wife, 户编号: 'E2' }, 'households.lives-elsewhere'],
      [{ ...other, 行政村: '下柳村' }, 'households.other-place'],
      [{ ...couple('E6')[0], 证件号码: '990000197005010011' }, 'citizen-id.check-digit'],
      [{ ...couple('E7')[0], 与户主关系: '之表弟' }, 'ledger.choice.unknown'],
      [{ ...couple('E8')[0], 风险识别时间: '202305', 风险消除时间: '202301' }, 'households.cleared-early'],
    ]
    const batch = await files.check(errors.map(([row]) => line(row)))
    expect((await files.staged(batch)).map((row) => row.errors?.[0]?.code)).toEqual(
      errors.map(([, code]) => code),
    )
  })

  it('keeps doubts as notes beside rows it takes', async () => {
    const [head, wife] = couple('F1')
    const batch = await files.check([
      line({ ...head, 劳动技能: '无劳动力' }),
      line({ ...wife, 与户主关系: '户主' }),
    ])
    const rows = await files.staged(batch)
    expect(rows.map((row) => row.verdict)).toEqual(['new', 'new'])
    const codes = rows.map((row) =>
      row.notes?.map((note) => note.code).filter((code) => code.startsWith('DQ')),
    )
    expect(codes).toEqual([['DQ02', 'DQ05'], undefined])
  })

  it('reads the number of a disability card and exports under the same header', async () => {
    const [head] = couple('G1')
    await files.commit(await files.check([line({ ...head, 证件号码: `${head.证件号码}43` })]))
    expect(
      (await desk.ask('乡专干·李梅', 'searchHouseholds', { idNumber: head.证件号码 })).rows,
    ).toHaveLength(1)
    const out = new PassThrough()
    const read = text(out)
    const rows = await exportLedger(
      { database: desk.database, keys: desk.keys },
      as('乡专干·李梅'),
      peopleTarget,
      { format: 'csv', purpose: '核对' },
      out,
    )
    const csv = await read
    expect(rows).toBeGreaterThan(3)
    expect(csv).toContain('上柳村,,G1,G11,曹满仓')
    expect(csv).not.toContain(head.证件号码)
  })
})
