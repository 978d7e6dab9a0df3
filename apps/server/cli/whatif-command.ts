/** `xinlu whatif`: what other thresholds would point at, beside today's; nothing is written. */
import { Command, InvalidArgumentError } from 'commander'
import { type DivisionCode, parseYuan } from '@xinlu/kernel/basis'
import { withScope, SYSTEM } from '@xinlu/kernel/access/server'
import { readDivisionTree } from '@xinlu/kernel/divisions/server'
import type { OutputOf } from '@xinlu/kernel/commands'
import { officeText } from '@xinlu/kernel/rules'
import { householdParameters, monitoringContract } from '@xinlu/monitoring'
import { tableLines } from '../terminal/table.ts'
import { askOf } from '../work/ask-of.ts'
import { inHouse } from './in-house.ts'
import { type OperatorChoice, operatorOf, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { divisionValue } from './values.ts'

type Counts = OutputOf<typeof monitoringContract.whatIf>['counts']

/** A parameter with the value to try, in the stored unit. */
interface Change {
  key: string
  value: number
}

interface Options extends OperatorChoice {
  set: Change[]
  division?: DivisionCode
  json?: boolean
}

/** Answers the command. */
export function whatifCommand(): Command {
  const whatif = new Command('whatif')
    .description('试算：换一个标准会提示多少户，与现行标准并列；只算不写')
    .requiredOption('--set <参数=值>', '要换的标准，可以写几个，如 line=7800（元）', changeValue)
    .option('--division <区划代码>', '只算这个地方（默认岗位管辖的全部）', divisionValue)
    .option(...jsonOption)
    .addHelpText('after', `\n可用的参数（金额按元写）：\n${parameterLines().join('\n')}`)
  return withOperator(whatif).action(async ({ set: changes, division, json, ...choice }: Options) => {
    const { counts, names } = await inHouse(async (inside) => {
      const actor = await operatorOf(inside, choice)
      const asking = { desk: inside.desk, modules: inside.modules, actor }
      const tree = await withScope(inside.house.database, SYSTEM, (tx) => readDivisionTree(tx))
      const { counts: found } = await askOf(asking, monitoringContract.whatIf, { changes, division })
      return { counts: found, names: new Map(tree.all.map(({ code, name }) => [code as number, name])) }
    })
    if (json) printJson({ changes, counts })
    else printLines([...changes.map(changeLine), '', ...countLines(counts, names)])
  })
}

// The short names people say; everything else is written whole.
const shortKeys: Readonly<Record<string, string>> = { line: 'line.monitoring' }

function changeValue(text: string, before: Change[] = []): Change[] {
  const [, name, amount] = /^([A-Za-z0-9.]+)=(.+)$/.exec(text) ?? []
  if (name === undefined || amount === undefined)
    throw new InvalidArgumentError(`“${text}”应写成 参数=值，例如 line=7800。`)
  const key = shortKeys[name] ?? name
  const parameter = Object.values(householdParameters).find((one) => one.key === key)
  if (!parameter)
    throw new InvalidArgumentError(`没有名为“${name}”的参数。可用的参数见 xinlu whatif --help。`)
  return [...before, { key, value: valueOf(parameter.type, amount) }]
}

function valueOf(type: string, text: string): number {
  if (type === 'money') {
    const amount = parseYuan(text)
    if (amount.ok) return amount.value
    throw new InvalidArgumentError(amount.reasons.map(({ message }) => message).join(''))
  }
  const value = Number(text)
  if (Number.isFinite(value) && (type !== 'days' || Number.isInteger(value))) return value
  throw new InvalidArgumentError(`“${text}”不是可用的数。`)
}

function changeLine({ key, value }: Change): string {
  const parameter = Object.values(householdParameters).find((one) => one.key === key)!
  return `${parameter.label}改为 ${officeText(value, parameter)}：`
}

function countLines(counts: Counts, names: ReadonlyMap<number, string>): string[] {
  if (counts.length === 0) return ['没有规则用到这些参数。']
  const signed = (change: number) => (change > 0 ? `+${change}` : String(change))
  const byCounty = summed(counts, ({ county }) => names.get(county * 1_000_000) ?? String(county))
  const byRule = summed(counts, ({ name }) => name)
  const total = counts.reduce((sum, { now, would }) => ({ now: sum.now + now, would: sum.would + would }), {
    now: 0,
    would: 0,
  })
  const row = (name: string, { now, would }: Sum) => [name, now, would, signed(would - now)]
  return [
    ...tableLines(
      ['地方', '现行', '试算', '增减'],
      [...byCounty.map(([name, sum]) => row(name, sum)), row('合计', total)],
    ),
    '',
    ...tableLines(
      ['规则', '现行', '试算', '增减'],
      byRule.map(([name, sum]) => row(name, sum)),
    ),
    '',
    '数的是规则提示的户次，不考虑已有的核实结论；没有写入任何内容。',
  ]
}

type Sum = { now: number; would: number }

function summed(counts: Counts, nameOf: (count: Counts[number]) => string): [string, Sum][] {
  const sums = new Map<string, Sum>()
  for (const count of counts) {
    const sum = sums.get(nameOf(count)) ?? { now: 0, would: 0 }
    sums.set(nameOf(count), { now: sum.now + count.now, would: sum.would + count.would })
  }
  return [...sums]
}

function parameterLines(): string[] {
  const short = Object.fromEntries(Object.entries(shortKeys).map(([name, key]) => [key, name]))
  return Object.values(householdParameters).map(({ key, label }) => {
    const alias = short[key] === undefined ? '' : `（简写 ${short[key]}）`
    return `  ${key}  ${label}${alias}`
  })
}
