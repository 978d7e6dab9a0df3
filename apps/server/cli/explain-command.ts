/** `xinlu explain`: why the rules point at a household, condition by condition. */
import { Command } from 'commander'
import { contract as households } from '@xinlu/households'
import { type Asking, askOf } from '../work/ask-of.ts'
import { explainHousehold, explanationLines } from '../work/explain-household.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { type OperatorChoice, operatorOf, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { findHouseholdById } from './store.ts'
import { withScope } from '@xinlu/kernel/access/server'

interface Options extends OperatorChoice {
  all?: boolean
  json?: boolean
}

/** Answers the command. */
export function explainCommand(): Command {
  const explain = new Command('explain')
    .description('为什么：一户的疑点逐条、逐个条件说明，附指标背后的记录和建议的类别')
    .argument('<户>', '户编号、系统编号或户主姓名（写全名）')
    .option('--all', '没有提示的规则也逐条说明')
    .option(...jsonOption)
    .addHelpText('after', '\n✓ 成立，✗ 不成立，? 没有数据；〔〕里的条件没有影响结果。查看会留痕。')
  return withOperator(explain).action(async (which: string, options: Options) => {
    const explanation = await inHouse(async (inside) => {
      const actor = await operatorOf(inside, options)
      const asking = { desk: inside.desk, modules: inside.modules, actor }
      return explainHousehold(asking, await findHousehold(asking, which))
    })
    if (options.json) printJson(explanation)
    else printLines(explanationLines(explanation, options))
  })
}

const PAGE = 100

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function findHousehold(asking: Asking, which: string): Promise<{ county: number; household: string }> {
  const found = idForm.test(which) ? await byId(asking, which.toLowerCase()) : await byWord(asking, which)
  if (found.length === 1) return { county: found[0]!.county, household: found[0]!.id }
  if (found.length === 0) {
    throw new CommandRefused(`没有找到“${which}”。请写户编号、系统编号或户主的全名；也可能它不在管辖范围内。`)
  }
  const lines = found.map(
    ({ code, headName, size }) => `${code ?? '没有户编号'}  ${headName ?? ''}  ${size}人`,
  )
  throw new CommandRefused(`“${which}”有${found.length}户，请改用户编号：`, undefined, lines)
}

type Found = { county: number; id: string; code: string | null; headName: string | null; size: number }

async function byId({ desk, actor }: Asking, id: string): Promise<Found[]> {
  const found = await withScope(desk.database, actor, (tx) => findHouseholdById(tx, id))
  return found ? [found] : []
}

async function byWord(asking: Asking, word: string): Promise<Found[]> {
  if (/^\d{6,}$/.test(word)) return (await askOf(asking, households.searchHouseholds, { code: word })).rows
  const found: Found[] = []
  let after: string | undefined
  // Names are listed in order, those that only begin with the word behind the word itself.
  do {
    const asked = { name: word, size: PAGE, ...(after ? { after } : {}) }
    const { rows, next } = await askOf(asking, households.searchHouseholds, asked)
    const bearers = rows.filter(({ personName }) => personName === word)
    found.push(...bearers.filter(({ headName, state }) => headName === word && state === 'living'))
    after = bearers.length === rows.length ? (next ?? undefined) : undefined
  } while (after !== undefined && found.length < PAGE)
  return found
}
