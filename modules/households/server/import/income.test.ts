import { places } from '@xinlu/kernel/access/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Built, anIdNumber } from '../../test/builders.ts'
import { type VillageDesk, openVillageDesk, problemOf } from '../../test/desk.ts'
import { type ImportDesk, openImportDesk } from '../../test/import-desk.ts'
import { incomeTarget } from './income-target.ts'

// The header of the national income export, word for word.
const header =
  '县,乡,村,户联系电话,户类型,监测对象类别,是否军烈属,工资性收入,转移性收入,养老金或离退休金,生产经营性收入,计划生育金,生态补偿金,财产性收入,最低生活保障金,其他转移性收入,资产收益扶贫分红收入,特困人员救助供养金,其他财产性收入(旧指标),生产经营性支出,纯收入（元）,当前家庭人口数,人均纯收入（元）,年度家庭人口数,公益性岗位收入,其他工资性收入,产业奖励,就业奖励,生产经营性支出（合计）,专项用于减少生产经营性支出的补贴,年收入（元）,是否有卫生厕所,户主姓名,户主证件号码'
const line = (more: Record<string, string>) =>
  header
    .split(',')
    .map((title) => more[title] ?? '')
    .join(',')

let desk: VillageDesk
let files: ImportDesk
beforeAll(async () => {
  desk = await openVillageDesk()
  files = openImportDesk(desk, incomeTarget, header)
})
afterAll(async () => {
  files.close()
  await desk.close()
})

async function family(name: string, division: (typeof places)[keyof typeof places] = places.上柳村) {
  const number = anIdNumber({ born: '1970-05-01' })
  const built = await desk.build({
    division,
    members: [
      { relation: 'head', name, idNumber: number },
      { relation: 'spouse', name: '配偶', idNumber: anIdNumber({ born: '1972-08-09', sex: 'female' }) },
    ],
  })
  const row = {
    县: '云山县',
    乡: '柳林镇',
    村: '上柳村',
    户主姓名: name,
    户主证件号码: number,
    年度家庭人口数: '2',
  }
  return { built, row }
}
const amounts = {
  工资性收入: '24000',
  公益性岗位收入: '6000',
  转移性收入: '3000',
  养老金或离退休金: '1200',
  生产经营性收入: '5000',
  '生产经营性支出（合计）': '2000',
  专项用于减少生产经营性支出的补贴: '500',
  '纯收入（元）': '30500',
}
const incomes = async ({ county, household }: Built) =>
  (await desk.ask('乡专干·李梅', 'getHousehold', { county, household })).incomes as Record<string, unknown>[]

describe('the national income export as it is', () => {
  it('becomes lines and sums of the year named, and the same file changes nothing', async () => {
    const { built, row } = await family('田一')
    const rows = [line({ ...row, ...amounts })]
    const batch = await files.check(rows, { period: '2022' })
    expect(batch.counts).toMatchObject({ new: 1, error: 0 })
    await files.commit(batch)
    const [income] = await incomes(built)
    expect(income).toMatchObject({
      moment: 'yearly',
      from: '2021-10',
      to: '2022-09',
      net: 3_050_000,
      perPerson: 1_525_000,
      denominator: 2,
    })
    const { rows: lines } = await desk.test.admin(
      'select line, fen from households.income_line where income = $1 order by line',
      [income!.id],
    )
    expect(lines.map((one) => [one.line, Number(one.fen)])).toEqual([
      ['a8', 600_000],
      ['a9', 1_800_000],
      ['b9', 500_000],
      ['d4', 120_000],
      ['d6z', 180_000],
      ['e9', 200_000],
      ['subsidy', 50_000],
    ])
    const again = await files.check([...rows, ''], { period: '2022' })
    expect(again.counts).toMatchObject({ same: 1, new: 0, update: 0 })
    const next = await files.check([...rows, '', ''], { period: '2023' })
    expect(next.counts).toMatchObject({ new: 1 })
  })

  it('shows old and new, writes the difference, and takes it back with its lines', async () => {
    const { built, row } = await family('田二')
    await files.commit(await files.check([line({ ...row, ...amounts })], { period: '2022' }))
    const batch = await files.check(
      [line({ ...row, ...amounts, 工资性收入: '30000', '纯收入（元）': '36500' })],
      { period: '2022' },
    )
    expect(batch.counts).toMatchObject({ update: 1 })
    expect((await files.staged(batch))[0]?.notes?.map((note) => note.message)).toEqual([
      '纯收入：30500.00元 → 36500.00元',
    ])
    const before = await incomes(built)
    await files.commit(batch)
    expect((await incomes(built))[0]).toMatchObject({ net: 3_650_000 })
    await files.undo(batch)
    const [restored] = await incomes(built)
    expect({ ...restored, ver: 0 }).toEqual({ ...before[0], ver: 0 })
  })

  it('takes a first import back whole, and not when the record was changed since', async () => {
    const { built, row } = await family('田三')
    const batch = await files.check([line({ ...row, ...amounts })], { period: '2022' })
    await files.commit(batch)
    await files.undo(batch)
    expect(await incomes(built)).toEqual([])
    const again = await files.check([line({ ...row, ...amounts }), ''], { period: '2022' })
    await files.commit(again)
    const [income] = await incomes(built)
    const { county, household } = built
    const body = {
      county,
      household,
      income: income!.id,
      ver: income!.ver,
      moment: 'yearly',
      from: '2021-10',
      to: '2022-09',
      lines: [],
    }
    await desk.act('乡专干·李梅', 'recordIncome', body)
    expect(await problemOf(files.undo(again))).toMatchObject({ code: 'exchange.changed-since' })
  })

  it('says when the stated net income does not add up, and explains every row it cannot take', async () => {
    const { built, row } = await family('田四')
    const stray = { ...row, 户主证件号码: anIdNumber() }
    const far = await family('田五', places.石坡村)
    const spouse = anIdNumber({ born: '1980-01-01', sex: 'female' })
    await desk.act('乡专干·李梅', 'correctIdentity', {
      county: built.county,
      person: built.people['配偶'],
      ver: 2,
      idNumber: spouse,
      reason: '补录',
    })
    const rows = [
      line({ ...row, ...amounts, '纯收入（元）': '30600' }),
      line({ ...stray, ...amounts }),
      line({ ...row, ...amounts, 户主证件号码: spouse }),
      line({ ...far.row, ...amounts, 乡: '石坡乡', 村: '石坡村' }),
      line({ ...row, ...amounts, 年度家庭人口数: '' }),
      line({ ...row, ...amounts, 公益性岗位收入: '99999' }),
    ]
    const batch = await files.check(rows, { period: '2022' })
    const staged = await files.staged(batch)
    expect(staged[0]?.notes?.[0]?.message).toBe(
      '表中纯收入比分项计算的30,500.00元大100.00元，按分项计算的入库，请核对。',
    )
    expect(staged.map((one) => one.errors?.[0]?.code)).toEqual([
      undefined,
      'households.head-unknown',
      'households.not-head',
      'exchange.outside-scope',
      'households.size-missing',
      'households.parts-exceed',
    ])
    const yearless = files.check(rows.slice(0, 1))
    expect(await problemOf(yearless)).toMatchObject({ code: 'households.year-needed' })
  })
})
