/** `xinlu divisions`: loads the list of places into a new database, and finds a place by what people type. */
import { Command } from 'commander'
import { dayOf } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { searchDivisions } from '@xinlu/kernel/divisions'
import { loadDivisions, readDivisionTree } from '@xinlu/kernel/divisions/server'
import { placeFiles } from '../demo/places.ts'
import { tableLines } from '../terminal/table.ts'
import { CITY } from '../work/screen-city.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

/** Answers the command with its two acts. */
export function divisionsCommand(): Command {
  const find = new Command('find')
    .description('查区划代码：名称、拼音首字母或代码开头')
    .argument('<文字>')
    .option(...jsonOption)
    .action(findPlace)
  const load = new Command('load')
    .description('装载随系统提供的区划表；已有的区划跟着更新，人工变更过的不动')
    .action(loadPlaces)
  return new Command('divisions').description('区划：查代码，装载区划表').addCommand(find).addCommand(load)
}

async function findPlace(text: string, { json }: { json?: boolean }): Promise<void> {
  const found = await inHouse(async ({ house, desk }) => {
    const tree = await withScope(house.database, SYSTEM, (tx) => readDivisionTree(tx))
    return searchDivisions(tree, text, { on: dayOf(desk.now()) })
  })
  if (json)
    return printJson(
      found.map(({ division: { code, name, level }, path, abolished }) => ({
        code,
        name,
        level,
        path,
        abolished,
      })),
    )
  if (found.length === 0) throw new CommandRefused(`没有找到“${text}”。`)
  const rows = found.map(({ division, path, abolished }) => [
    String(division.code),
    path,
    abolished ? '已撤并' : '',
  ])
  printLines(tableLines(['区划代码', '地方', ''], rows))
}

async function loadPlaces(): Promise<void> {
  const loaded = await inHouse(({ house }) =>
    withScope(house.database, SYSTEM, async (tx) => {
      const result = await loadDivisions(tx, placeFiles())
      if (!result.ok)
        throw new CommandRefused(
          '区划表有错误，没有装载：',
          undefined,
          result.reasons.map(({ message }) => message),
        )
      const who = { account: SYSTEM.account, name: '命令行' }
      await record(tx, who, 'divisions.load', {
        subjectKind: 'divisions',
        division: CITY,
        detail: { ...result.value },
      })
      return result.value
    }),
  )
  printLines([`区划已装载：新增${loaded.added}，更新${loaded.updated}，不变${loaded.unchanged}。`])
}
