import { afterAll, beforeAll, it } from 'vitest'
import { as } from '@xinlu/kernel/access/test'
import { withScope } from '@xinlu/kernel/access/server'
import { openVillageDesk, type VillageDesk } from './desk.ts'
import { openImportDesk, type ImportDesk } from './import-desk.ts'
import { peopleTarget } from '../server/import/people-target.ts'
import { anIdNumber } from './builders.ts'
import { checkCharacterOf } from '@xinlu/kernel/basis'
import { sql } from 'kysely'
let desk: VillageDesk
let files: ImportDesk
const header =
  '县,乡,行政村,户编号,人编号,姓名,证件号码,与户主关系,民族,文化程度,健康状况,劳动技能,是否参加大病保险,户联系电话,户类型'
import pg from 'pg'
const q0 = pg.Client.prototype.query as any
;(pg.Client.prototype as any).query = function (...a: any[]) {
  const t = Date.now()
  const r = q0.apply(this, a)
  if (r?.then)
    r.then(
      () => {
        const ms = Date.now() - t
        if (ms > 300)
          console.log(
            'SLOW',
            ms,
            String(a[0]?.text ?? a[0])
              .replace(/\s+/g, ' ')
              .slice(0, 150),
          )
      },
      () => {},
    )
  return r
}
beforeAll(async () => {
  desk = await openVillageDesk()
  files = openImportDesk(desk, peopleTarget, header)
})
afterAll(async () => {
  files.close()
  await desk.close()
})
const id = (n: number) => {
  const b = `${990000 + Math.floor(n / 360000)}${1950 + (n % 40)}${String(1 + (Math.floor(n / 40) % 12)).padStart(2, '0')}15${String(Math.floor(n / 480) % 999).padStart(3, '0')}`
  return b + checkCharacterOf(b)
}
it('bench', async () => {
  void anIdNumber
  const N = 30000
  const sur = [...'王李张刘陈杨赵黄周吴'],
    giv = [...'福贵花海山水云兰英明国建军伟']
  const rows = (labour: string) =>
    Array.from({ length: N }, (_, i) => {
      const v = [
        ['云山县', '柳林镇', '上柳村'],
        ['云山县', '柳林镇', '下柳村'],
        ['云山县', '石坡乡', '石坡村'],
        ['青川县', '东关镇', '东关村'],
        ['青川县', '东关镇', '西关村'],
      ][Math.floor(i / 3) % 5]!
      return `${v.join(',')},H${Math.floor(i / 3)},P${i},${sur[i % 10]}${giv[i % 14]}${giv[(i * 7) % 13]},${id(i)},${['户主', '配偶', '其他'][i % 3]},汉族,初中,健康,${i % 50 === 0 ? labour : '普通劳动力'},是,138${String(10000000 + Math.floor(i / 3))},脱贫户`
    })
  const time = async <T>(name: string, f: () => Promise<T>) => {
    const t = Date.now()
    const r = await f()
    console.log('BENCH', name, Date.now() - t, 'ms')
    return r
  }
  const b = await time('check', () => files.check(rows('普通劳动力'), { who: '市局·赵敏' }))
  console.log('BENCH', JSON.stringify(b.counts), JSON.stringify((await files.staged(b))[0]).slice(0, 600))
  await time('commit', () => files.commit(b))
  await desk.test.admin('analyze')
  const c = await time('check again', () => files.check(rows('技能劳动力'), { who: '市局·赵敏' }))
  console.log('BENCH', JSON.stringify(c.counts))
  await time('commit again', () => files.commit(c))
  await time('undo', () => files.undo(c))
  await desk.test.admin('analyze')
  for (const [who, body] of [
    ['乡专干·李梅', { name: '王福' }],
    ['市局·赵敏', { name: '王福' }],
    ['村专员·孙二宝', { initials: 'wf' }],
    ['市局·赵敏', { idNumber: id(777) }],
    ['市局·赵敏', { phone: '13810000100' }],
  ] as const) {
    await desk.ask(who, 'searchHouseholds', body)
    await time(`${who} ${JSON.stringify(body)}`, () => desk.ask(who, 'searchHouseholds', body))
  }
  const found = (await desk.ask('市局·赵敏', 'searchHouseholds', { code: 'H5' })).rows as {
    county: number
    id: string
  }[]
  await time('page', () =>
    desk.ask('市局·赵敏', 'getHousehold', { county: found[0]!.county, household: found[0]!.id }),
  )
  await withScope(desk.database, as('市局·赵敏'), async (tx) => {
    const plan =
      await sql`explain (analyze, costs off) select p.id from households.person p join households.household h on h.county=p.county and h.id=p.household where p.division >= 149900000000 and p.division < 150000000000 and p.name_key ^@ '王福贵' order by p.name_key, p.id limit 21`.execute(
        tx,
      )
    console.log('BENCH', plan.rows.map((r) => Object.values(r as object)[0]).join('\n'))
  })
}, 150000)
