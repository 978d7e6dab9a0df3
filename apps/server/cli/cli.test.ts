/** The command line against a real city: every command's happy path, its refusals, its exit codes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSheet } from '@xinlu/kernel/exchange/server'
import { cellText } from '@xinlu/kernel/exchange'
import { type CliCity, makeCliCity } from './test/cli-city.ts'
import { startXinlu } from './test/run-xinlu.ts'

let city: CliCity
beforeAll(async () => {
  city = await makeCliCity(300)
}, 180_000)
afterAll(() => city?.close())

const header = '身份证号码,姓名,结算日期,结算流水号,医疗类别,医疗费总额（元）,个人自付（元）'
const COUNTY = 140926

async function medicalLines(count: number, prefix: string): Promise<string[]> {
  const people = await city.people(COUNTY, count)
  return people.map(({ name, number }, at) => `${number},${name},2026-03-01,${prefix}${at},住院,1000,200`)
}

const expenses = () =>
  city.read(async (tx) => {
    const { n } = await tx
      .selectFrom('departments.medicalExpense')
      .select((of) => of.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return n
  })

const waitingBatches = () =>
  city.read((tx) =>
    tx
      .selectFrom('exchange.batch')
      .select('id')
      .where('state', 'in', ['uploaded', 'checking', 'previewed'])
      .execute(),
  )

async function sheetTexts(path: string): Promise<string[][]> {
  const sheet = await openSheet(path, { name: path })
  const rows: string[][] = []
  for await (const batch of sheet.rows()) rows.push(...batch.map(({ cells }) => cells.map(cellText)))
  await sheet.close()
  return rows
}

describe('demo', () => {
  test('tells what it made', () => {
    expect(city.made).toMatchObject({ code: 0 })
    expect(city.made.out).toContain('演示城市已建好：300户')
    expect(city.made.out).toContain('赵守业')
    expect(city.made.out).toContain('zhao.min')
  })

  test('refuses a database that holds households', async () => {
    const { code, err } = await city.xinlu('demo', '--households', '20')
    expect(code).toBe(1)
    expect(err).toContain('--again')
  })

  test('does not take a database away that others work in', async () => {
    const { code, err } = await city.xinlu('demo', '--households', '20', '--again')
    expect(code).toBe(1)
    expect(err).toContain('正在使用')
    expect(
      await city.read((tx) => tx.selectFrom('households.household').select('id').limit(1).execute()),
    ).toHaveLength(1)
  })
})

describe('screen, explain, whatif', () => {
  test('a second screening changes nothing and has the same digest', async () => {
    const first = await city.xinlu('screen', '--json')
    const second = await city.here('screen', '--json')
    expect([first.code, second.code]).toEqual([0, 0])
    const [one, two] = [JSON.parse(first.out), JSON.parse(second.out)]
    expect(one.run.subjects).toBe(300)
    expect(one.run.hits).toBeGreaterThan(20)
    expect(two.run.digest).toBe(one.run.digest)
    expect(two.run).toMatchObject({ opened: 0, changed: 0, closed: 0 })
    expect(two.report.total).toBe(one.run.hits)
  })

  test('prints doubts by place and by rule', async () => {
    const { code, out } = await city.xinlu('screen', '--as', 'wang.qiang')
    expect(code).toBe(0)
    expect(out).toContain('疑点按地方')
    expect(out).toContain('疑点按规则')
    expect(out).toMatch(/摘要 [0-9a-f]{64}/)
    expect(out).not.toContain('岢岚县')
  })

  test('a place outside the operator is not found', async () => {
    const { code, err } = await city.here('screen', '--as', 'wang.qiang', '--division', '140929')
    expect(code).toBe(1)
    expect(err).toContain('没有找到')
  })

  test('a role without the right is told which right', async () => {
    const { code, err } = await city.here('screen', '--as', 'sun.erbao')
    expect(code).toBe(1)
    expect(err).toContain('发起筛查')
  })

  test('explains a household by name, by 户编号 and by id, condition by condition', async () => {
    const story = city.city.stories.find(({ headName }) => headName === '王拴牢')!
    const byName = await city.xinlu('explain', '王拴牢')
    const byCode = await city.here('explain', story.code)
    const byId = await city.here('explain', story.household, '--json')
    expect([byName.code, byCode.code, byId.code]).toEqual([0, 0, 0])
    expect(byName.out).toBe(byCode.out)
    expect(byName.out).toContain('王拴牢户')
    expect(byName.out).toContain('辍学')
    expect(byName.out).toContain('✓')
    expect(byName.out).toContain('依据：')
    expect(byName.out).toContain('指标背后的记录：')
    const explained = JSON.parse(byId.out)
    expect(explained.household).toBe(story.household)
    expect(explained.rules.some((rule: { outcome: boolean }) => rule.outcome)).toBe(true)
  })

  test('explain --all also says why the other rules do not point', async () => {
    const { out } = await city.here('explain', '王拴牢', '--all')
    expect(out).toContain('没有提示的规则：')
    expect(out).toContain('✗')
  })

  test('a household of another county is not found, for whoever may not see it', async () => {
    const { code, err } = await city.here('explain', '王拴牢', '--as', 'wang.qiang')
    expect(code).toBe(1)
    expect(err).toContain('没有找到“王拴牢”')
  })

  test('a higher line points at no fewer households, and writes nothing', async () => {
    const before = await city.read((tx) =>
      tx.selectFrom('rules.finding').select(['id', 'ver']).orderBy('id').execute(),
    )
    const { code, out } = await city.xinlu('whatif', '--set', 'line=9000', '--json')
    expect(code).toBe(0)
    const { changes, counts } = JSON.parse(out)
    expect(changes).toEqual([{ key: 'line.monitoring', value: 900_000 }])
    const low = counts.filter(({ rule }: { rule: string }) => rule === 'income.belowLine')
    const sum = (key: 'now' | 'would') =>
      low.reduce((total: number, one: Record<string, number>) => total + one[key]!, 0)
    expect(sum('would')).toBeGreaterThan(sum('now'))
    expect(
      await city.read((tx) => tx.selectFrom('rules.finding').select(['id', 'ver']).orderBy('id').execute()),
    ).toEqual(before)
    expect((await city.here('whatif', '--set', 'line=7800', '--division', '140926')).out).toContain('静乐县')
  })
})

describe('import, undo, export', () => {
  test('a trial counts and leaves nothing', async () => {
    const before = await expenses()
    const path = city.file('trial.csv', [header, ...(await medicalLines(5, 'TRIAL'))].join('\n'))
    const { code, out } = await city.xinlu('import', '医疗费用结算', path, '--period', '2026-03', '--dry-run')
    expect({ code, before: await expenses() }).toEqual({ code: 0, before })
    expect(out).toContain('新增5')
    expect(out).toContain('没有写入任何内容')
    expect(await waitingBatches()).toEqual([])
  })

  test('good rows go in, wrong ones come back in a workbook; repaired, it goes in; the same file twice changes nothing', async () => {
    const before = await expenses()
    const lines = await medicalLines(6, 'REAL')
    const broken = [
      ...lines.slice(0, 4),
      lines[4]!.replace('2026-03-01', '2026-02-30'),
      lines[5]!.replace(/^\d/, '9'),
    ]
    const path = city.file('real.csv', [header, ...broken].join('\n'))
    const first = await city.xinlu(
      'import',
      'medicalExpense',
      path,
      '--period',
      '2026-03',
      '--errors',
      'wrong.xlsx',
      '--json',
    )
    expect(first.code).toBe(2)
    expect(first.err).toContain('2行没有入库')
    expect(JSON.parse(first.out)).toMatchObject({
      state: 'committed',
      rows: 6,
      counts: { new: 4, error: 2 },
      errors: 'wrong.xlsx',
    })
    expect(await expenses()).toBe(before + 4)

    const [title, ...rows] = await sheetTexts(join(city.cwd, 'wrong.xlsx'))
    expect(title).toContain('错误原因')
    expect(rows).toHaveLength(2)
    const still = await city.here(
      'import',
      '医疗费用结算',
      join(city.cwd, 'wrong.xlsx'),
      '--errors',
      join(city.cwd, 'still.xlsx'),
    )
    expect(still.code).toBe(2)
    const [again] = await sheetTexts(join(city.cwd, 'still.xlsx'))
    expect(again!.filter((cell) => cell === '错误原因')).toHaveLength(1)
    const repaired = city.file('repaired.csv', [header, lines[4]!, lines[5]!].join('\n'))
    const second = await city.here('import', '医疗费用结算', repaired, '--period', '2026-03')
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).toContain('新增2')
    expect(await expenses()).toBe(before + 6)

    const third = await city.here('import', '医疗费用结算', repaired, '--period', '2026-03')
    expect(third.code).toBe(0)
    expect(third.out).toContain('内容相同，不会重复')
    expect(await expenses()).toBe(before + 6)

    const { batch } = JSON.parse(first.out)
    const undone = await city.here('undo', batch)
    expect(undone).toMatchObject({ code: 0, err: '' })
    expect(await expenses()).toBe(before + 2)
    expect((await city.here('undo', batch)).code).toBe(1)
  })

  test('unknown ledger, missing file, a file that is no sheet: one sentence and 1', async () => {
    const missing = await city.here('import', '医疗费用结算', 'nowhere.xlsx')
    expect(missing).toMatchObject({ code: 1, out: '' })
    expect(missing.err).toContain('没有找到文件“nowhere.xlsx”')
    const unknown = await city.here('import', '天气', city.file('w.csv', 'x'))
    expect(unknown).toMatchObject({ code: 1, out: '' })
    expect(unknown.err).toContain('医疗费用结算')
    const picture = join(city.cwd, 'photo.xlsx')
    writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]))
    const refused = await city.here('import', '医疗费用结算', picture)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('无法读取')
    expect(await waitingBatches()).toEqual([])
  })

  test('a liaison imports only what the own unit sends', async () => {
    const path = city.file('liaison.csv', [header, ...(await medicalLines(1, 'LIAISON'))].join('\n'))
    expect((await city.here('import', '医疗费用结算', path, '--as', 'qian.jin', '--dry-run')).code).toBe(0)
    const { code, err } = await city.here('import', '意外事故', path, '--as', 'qian.jin', '--dry-run')
    expect(code).toBe(1)
    expect(err).toContain('公安局')
  })

  test('Ctrl-C in the middle of an import: 130, nothing staged, nothing written', async () => {
    const [someone] = await city.people(COUNTY, 1)
    const lines = Array.from(
      { length: 60_000 },
      (_, at) => `${someone!.number},${someone!.name},2026-03-01,STOP${at},住院,1000,200`,
    )
    const path = city.file('long.csv', [header, ...lines].join('\n'))
    const before = await expenses()
    const { child, ended } = startXinlu(['import', '医疗费用结算', path], city)
    const checking = () =>
      city.read((tx) =>
        tx.selectFrom('exchange.batch').select('id').where('state', '=', 'checking').execute(),
      )
    while ((await checking()).length === 0) await new Promise((resolve) => setTimeout(resolve, 25))
    child.kill('SIGINT')
    const { code, err } = await ended
    expect(err).toContain('已取消，没有留下任何改动')
    expect(code).toBe(130)
    expect(await expenses()).toBe(before)
    expect(await waitingBatches()).toEqual([])
    expect(
      await city.read((tx) =>
        tx.selectFrom('exchange.staged').select('n').where('n', '>', 100).limit(1).execute(),
      ),
    ).toEqual([])
  })

  test('export writes the rows of a place, with masked numbers, and never over another file', async () => {
    const { code, out } = await city.xinlu(
      'export',
      '医疗费用结算',
      '--division',
      '140926',
      '-o',
      'out.csv',
      '--json',
    )
    expect(code).toBe(0)
    const { rows } = JSON.parse(out)
    expect(readFileSync(join(city.cwd, 'out.csv'), 'utf8').trim().split('\n')).toHaveLength(rows + 1)
    expect(existsSync(join(city.cwd, 'out.csv.partial'))).toBe(false)
    const again = await city.here('export', '医疗费用结算', '-o', join(city.cwd, 'out.csv'))
    expect(again).toMatchObject({ code: 1, out: '' })
    const foreign = await city.here(
      'export',
      '医疗费用结算',
      '--as',
      'wang.qiang',
      '--division',
      '140929',
      '-o',
      join(city.cwd, 'foreign.csv'),
    )
    expect(foreign.code).toBe(1)
    expect(existsSync(join(city.cwd, 'foreign.csv'))).toBe(false)
  })
})

describe('divisions, doctor', () => {
  test('divisions finds a code', async () => {
    const { code, out } = await city.here('divisions', 'find', '静乐县')
    expect(code).toBe(0)
    expect(out).toContain('140926000000')
    expect((await city.here('divisions', 'load')).out).toContain('新增0')
  })

  test('doctor finds nothing wrong with a demo, and a hole in the policies at once', async () => {
    const well = await city.xinlu('doctor')
    expect(well.out).not.toContain('不行')
    expect(well).toMatchObject({ code: 0, err: '' })
    expect(well.out).toContain('逐表检查行级安全、主键和权限，没有缺口')
    expect(well.out).toContain('演示账号')
    await city.admin('alter table households.household no force row level security')
    const ill = await city.here('doctor', '--json')
    expect(ill.code).toBe(1)
    const bad = JSON.parse(ill.out).filter(({ grade }: { grade: string }) => grade === 'bad')
    expect(bad).toHaveLength(1)
    expect(bad[0].what).toContain('households.household')
    await city.admin('alter table households.household force row level security')
  })
})

describe('accounts', () => {
  test('an account is made, given a post, locked out of itself, reset and ended, and the trail stays whole', async () => {
    const added = await city.here('accounts', 'add', 'lin.xia', '林霞')
    expect(added.code).toBe(0)
    expect(added.out).toMatch(/一次性密码：\S{4}(-\S{4}){3}/)
    const taken = await city.here('accounts', 'add', 'lin.xia', '林夏')
    expect(taken).toMatchObject({ code: 1, out: '' })
    expect(taken.err).toContain('已有人使用')
    const post = [
      'accounts',
      'post',
      'lin.xia',
      '--role',
      '县专班',
      '--unit',
      '代县防返贫专班',
      '--division',
      '140923',
    ]
    expect((await city.here(...post)).code).toBe(0)
    expect((await city.here('accounts')).out).toContain('代县防返贫专班（县专班，')
    expect((await city.here('accounts', 'reset', 'lin.xia')).out).toContain('一次性密码：')
    expect((await city.here('accounts', 'unlock', 'lin.xia')).code).toBe(0)
    expect((await city.here('accounts', 'unpost', 'lin.xia', '--unit', '代县')).code).toBe(0)
    expect((await city.here('accounts', 'end', 'lin.xia', '--reason', '调离')).code).toBe(0)
    expect(JSON.parse((await city.here('accounts', '--state', 'ended', '--json')).out)).toMatchObject([
      { login: 'lin.xia', state: 'ended' },
    ])
    const gone = await city.here('screen', '--as', 'lin.xia')
    expect(gone.err).toContain('已停用')
  })

  test('an officer gets a new password only before a witness', async () => {
    const alone = await city.here('accounts', 'reset', 'an.ping')
    expect(alone).toMatchObject({ code: 1, out: '' })
    expect(alone.err).toContain('--witness')
    expect((await city.here('accounts', 'reset', 'an.ping', '--witness', '严立')).out).toContain(
      '一次性密码：',
    )
  })

  test("a lost telephone is unbound with a reason, an officer's only before a witness", async () => {
    const alone = await city.here('accounts', 'unfactor', 'an.ping', '--reason', '手机丢失')
    expect(alone).toMatchObject({ code: 1, out: '' })
    expect(alone.err).toContain('--witness')
    const before = ['accounts', 'unfactor', 'an.ping', '--reason', '手机丢失', '--witness', '严立']
    expect((await city.here(...before)).out).toContain('已解除')
    expect((await city.here('accounts', 'unfactor', 'li.mei', '--reason', '手机丢失')).out).toContain(
      '已解除',
    )
  })

  test('an officer acts in his own name and within his own duty', async () => {
    const { code, err } = await city.here('accounts', 'add', 'he.ye', '贺叶', '--as', 'an.ping')
    expect(code).toBe(1)
    expect(err).toContain('管理账号')
    expect((await city.here('accounts', 'add', 'he.ye', '贺叶', '--as', 'yan.li')).code).toBe(0)
    const [entry] = await city.read((tx) =>
      tx
        .selectFrom('audit.entry')
        .select('actorName')
        .where('act', '=', 'administration.createAccount')
        .orderBy('at', 'desc')
        .limit(1)
        .execute(),
    )
    expect(entry?.actorName).toBe('严立（命令行）')
  })

  test('several posts must be chosen among', async () => {
    const unclear = await city.here(
      'export',
      '医疗费用结算',
      '--as',
      'tian.ye',
      '-o',
      join(city.cwd, 'tian.csv'),
    )
    expect(unclear.code).toBe(1)
    expect(unclear.err).toContain('--post')
    expect(
      (
        await city.here(
          'export',
          '医疗费用结算',
          '--as',
          'tian.ye',
          '--post',
          '专班',
          '-o',
          join(city.cwd, 'tian.csv'),
        )
      ).code,
    ).toBe(0)
    expect((await city.here('accounts', '--as', 'nobody')).err).toContain('没有“nobody”这个账号')
  })

  test('beside real accounts the demo ones are a danger, and doctor says so', async () => {
    const { code, out } = await city.here('doctor')
    expect(code).toBe(1)
    expect(out).toContain('不行 有 10 个演示账号可以登录')
    expect(out).toContain('还没有系统管理员')
  })
})

describe('audit', () => {
  test('audit verify proves the trail, and notices a changed entry', async () => {
    const whole = await city.xinlu('audit', 'verify', '--json')
    expect(whole.code).toBe(0)
    expect(JSON.parse(whole.out)).toMatchObject({ whole: true, broken: [] })
    const may = await city.here('audit', 'verify', '--as', 'wang.qiang')
    expect(may.code).toBe(1)
    await city.admin(`update audit.entry set actor_name = '某人' where county = 140900 and seq = 1`)
    const broken = await city.here('audit', 'verify')
    expect(broken.code).toBe(1)
    expect(broken.err).toContain('140900 第1条：内容被改动过')
  })
})
