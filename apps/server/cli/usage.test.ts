/** What the command line says before it does anything: help, and sentences for what is written wrongly. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildProgram } from './program.ts'
import { runHere } from './test/run-here.ts'
import { runXinlu } from './test/run-xinlu.ts'

const cwd = mkdtempSync(join(tmpdir(), 'xinlu-usage-'))
const place = { cwd, dataDir: join(cwd, 'data') }
const xinlu = (...words: string[]) => runXinlu(words, place)
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const commands = buildProgram().commands
const all = commands.flatMap((command) => [
  [command.name()],
  ...command.commands.map((sub) => [command.name(), sub.name()]),
])

describe('help', () => {
  test('the whole list names every command', async () => {
    const { code, out } = await xinlu('--help')
    expect(code).toBe(0)
    for (const command of commands) expect(out).toContain(`  ${command.name()} `)
    expect(out).not.toMatch(/Usage|Options|Commands|display help/)
  })

  test.each(all.map((words) => [words]))('%j has a Chinese help', async (words) => {
    const { code, out, err } = await runHere([...words, '--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`用法： xinlu ${words.join(' ')}`)
    expect(out).toContain('-h, --help')
    expect(out).not.toMatch(/Usage:|Options:|Arguments:|display help/)
  })
})

describe('wrong usage is one sentence and 64', () => {
  test.each([
    [['nonsense'], '没有“nonsense”这个命令'],
    [['screen', '--frobnicate'], '没有“--frobnicate”这个选项'],
    [['demo'], '必须写选项“--households <户数>”'],
    [['demo', '--households', 'many'], '“many”应是8到3000000之间的整数'],
    [['import', '医疗费用结算'], '缺少参数“文件”'],
    [['screen', 'today'], '参数写多了'],
    [['screen', '--as-of', '2023-02-30'], '这一天不存在'],
    [['screen', '--division', '14141414'], '不是区划代码'],
    [['screen', '--division'], '后面要写一个值'],
    [['whatif', '--set', 'line'], '应写成 参数=值'],
    [['whatif', '--set', 'wind=3'], '没有名为“wind”的参数'],
    [
      ['accounts', 'post', 'x', '--role', '县长', '--unit', 'u', '--division', '140926'],
      '没有“县长”这个角色',
    ],
    [['accounts', '--state', 'happy'], '可用、已锁定、已停用'],
    [['import', '医疗费用结算', 'x.csv', '--period', '上月'], '不是所属期'],
  ])('%j', async (words, sentence) => {
    const { code, out, err } = await runHere(words)
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(sentence)
    expect(err).toContain('--help')
    expect(err).not.toMatch(/\n\s+at |error:/)
  })

  test('the process ends with the same code and sentence', async () => {
    const { code, out, err } = await xinlu('nonsense')
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain('没有“nonsense”这个命令')
  })
})

describe('without a database', () => {
  test('template writes a workbook and never over another file', async () => {
    const first = await xinlu('template', '医疗费用结算', '-o', 'medical.xlsx')
    expect(first).toMatchObject({ code: 0, err: '' })
    const again = await xinlu('template', 'medicalExpense', '-o', 'medical.xlsx')
    expect(again).toMatchObject({ code: 1 })
    expect(again.err).toContain('已存在')
    const json = await xinlu(
      'template',
      'departments.medicalExpense',
      '-o',
      'medical.xlsx',
      '--force',
      '--json',
    )
    expect(JSON.parse(json.out)).toMatchObject({ ledger: 'departments.medicalExpense', file: 'medical.xlsx' })
  })

  test('template without a ledger lists them', async () => {
    const { code, out } = await xinlu('template')
    expect(code).toBe(0)
    expect(out).toContain('医疗费用结算')
    expect(out).toContain('医保局')
  })

  test('a wrong variable is named', async () => {
    const { code, err } = await runHere(['doctor'], { PORT: 'harbour' })
    expect(code).toBe(1)
    expect(err).toContain('PORT')
  })

  test('a database that cannot be reached is said to be so', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', XINLU_DATA_DIR: join(cwd, 'other') }
    const { code, err } = await runHere(['accounts'], env)
    expect(code).toBe(1)
    expect(err).toContain('连不上数据库')
    const doctor = await runHere(['doctor'], env)
    expect(doctor.code).toBe(1)
    expect(doctor.out).toContain('不行 数据库打不开：连不上数据库')
  })

  test('doctor says that there is none, and makes none', async () => {
    const { code, out } = await xinlu('doctor')
    expect(code).toBe(0)
    expect(out).toContain('还没有数据库')
    expect(existsSync(join(place.dataDir, 'postgres'))).toBe(false)
  })
})
