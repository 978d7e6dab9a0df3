/** `xinlu divisions`: loads the list of places into a new database, and finds a place by what people type. */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { day, dayOf } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { searchDivisions } from '@xinlu/kernel/divisions'
import { loadDivisions, readDivisionTree } from '@xinlu/kernel/divisions/server'
import { loadCalendar } from '@xinlu/departments/server'
import { placeFiles } from '../demo/places.ts'
import { tableLines } from '../terminal/table.ts'
import { CITY } from '../work/screen-city.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { findRootPlace } from './store.ts'

// The days of the shipped calendar hold from the year of the policy they come from.
const POLICY_YEAR = day('2023-01-01')

/** Answers the command with its two acts. */
export function divisionsCommand(): Command {
  const find = new Command('find')
    .description('查区划代码：名称、拼音首字母或代码开头')
    .argument('<文字>')
    .option(...jsonOption)
    .action(findPlace)
  const load = new Command('load')
    .description('装载区划表和部门推送日历；已有的区划跟着更新，人工变更过的不动')
    .option('--file <文件>', '另一座城市的区划表（csv，栏目同 db/data/divisions.csv）；不写就用随系统提供的')
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

async function loadPlaces({ file }: { file?: string }): Promise<void> {
  const files = file === undefined ? placeFiles() : { divisions: readList(file) }
  const { places, calendar } = await inHouse(({ house }) =>
    withScope(house.database, SYSTEM, async (tx) => {
      const loaded = await loadDivisions(tx, files)
      if (!loaded.ok) {
        const reasons = loaded.reasons.map(({ message, path }) => (path ? `${path}：${message}` : message))
        throw new CommandRefused('区划表有错误，没有装载：', undefined, reasons)
      }
      const root = (await findRootPlace(tx)) ?? CITY
      const lines = await loadCalendar(tx, root, POLICY_YEAR)
      const who = { account: SYSTEM.account, name: '命令行' }
      await record(tx, who, 'divisions.load', {
        subjectKind: 'divisions',
        division: root,
        detail: { ...loaded.value, calendar: lines },
      })
      return { places: loaded.value, calendar: lines }
    }),
  )
  printLines([
    `区划已装载：新增${places.added}，更新${places.updated}，不变${places.unchanged}。`,
    `部门推送日历：新增${calendar}行。`,
  ])
}

function readList(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new CommandRefused(`读不了区划表“${file}”。请检查文件是否存在。`)
  }
}
