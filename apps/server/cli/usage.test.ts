/** What the command line says before it does anything: help, and sentences for what is written wrongly. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildProgram } from './program.ts'
import { runXinlu } from './test/run-xinlu.ts'

const cwd = mkdtempSync(join(tmpdir(), 'xinlu-usage-'))
const place = { cwd, dataDir: join(cwd, 'data') }
const xinlu = (...words: string[]) => runXinlu(words, place)
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const commands = buildProgram().commands

describe('help', () => {
  test('the whole list names every command', async () => {
    const { code, out } = await xinlu('--help')
    expect(code).toBe(0)
    for (const command of commands) expect(out).toContain(`  ${command.name()} `)
    expect(out).not.toMatch(/Usage|Options|Commands|display help/)
  })

  test.each(commands.map((command) => command.name()))('%s has a Chinese help', async (name) => {
    const { code, out, err } = await xinlu(name, '--help')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`用法： xinlu ${name}`)
    expect(out).not.toMatch(/Usage:|Options:|Arguments:|display help/)
  })

  test('the acts below a command have theirs', async () => {
    const below = commands.flatMap((command) => command.commands.map((sub) => [command.name(), sub.name()] as const))
    expect(below.length).toBeGreaterThanOrEqual(9)
    for (const [name, sub] of below) {
      const text = commands.find((command) => command.name() === name)!.commands.find((one) => one.name() === sub)!.helpInformation()
      expect(text).toContain('用法：')
      expect(text).toContain('-h, --help')
    }
  })
})

describe('wrong usage is one sentence and 64', () => {
  test.each([
    [['nonsense'], '没有“nonsense”这个命令'],
    [['screen', '--frobnicate'], '没有“--frobnicate”这个选项'],
    [['demo'], '必须写选项“--households <户数>”'],
    [['demo', '--households', 'many'], '“many”应是8到3000000之间的整数'],
    [['import', '医疗费用结算'], '缺少参数“文件”'],
    [['screen', '--as-of', '2023-02-30'], '这一天不存在'],
    [['screen', '--division', '14'.repeat(4)], '不是区划代码'],
    [['screen', '--division'], '后面要写一个值'],
    [['whatif', '--set', 'line'], '应写成 参数=值'],
    [['whatif', '--set', 'wind=3'], '没有名为“wind”的参数'],
    [['accounts', 'post', 'x', '--role', '县长', '--unit', 'u', '--division', '140926'], '没有“县长”这个角色'],
    [['import', '医疗费用结算', 'x.csv', '--period', '上月'], '不是所属期'],
  ])('%j', async (words, sentence) => {
    const { code, out, err } = await xinlu(...words)
    expect(code).toBe(64)
    expect(out).toBe('')
    expect(err).toContain(sentence)
    expect(err).toContain('--help')
    expect(err).not.toMatch(/\n\s+at |error:/)
  })

  test('a wrong variable is named', async () => {
    const before = process.env['PORT']
    process.env['PORT'] = 'harbour'
    try {
      const { code, err } = await xinlu('doctor')
      expect(code).toBe(1)
      expect(err).toContain('PORT')
    } finally {
      if (before === undefined) delete process.env['PORT']
      else process.env['PORT'] = before
    }
  })
})

describe('without a database', () => {
  test('template writes a workbook and never over another file', async () => {
    const first = await xinlu('template', '医疗费用结算', '-o', 'medical.xlsx')
    expect(first).toMatchObject({ code: 0, err: '' })
    const again = await xinlu('template', 'medicalExpense', '-o', 'medical.xlsx')
    expect(again).toMatchObject({ code: 1 })
    expect(again.err).toContain('已存在')
    const json = await xinlu('template', 'departments.medicalExpense', '-o', 'medical.xlsx', '--force', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ ledger: 'departments.medicalExpense', file: 'medical.xlsx' })
  })

  test('template without a ledger lists them', async () => {
    const { code, out } = await xinlu('template')
    expect(code).toBe(0)
    expect(out).toContain('医疗费用结算')
    expect(out).toContain('医保局')
  })

  test('doctor says that there is none, and makes none', async () => {
    const { code, out } = await xinlu('doctor')
    expect(code).toBe(0)
    expect(out).toContain('还没有数据库')
    expect((await xinlu('doctor')).out).toContain('还没有数据库')
  })
})
