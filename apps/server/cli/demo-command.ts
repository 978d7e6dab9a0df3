/** `xinlu demo`: makes the demo city. */
import { rmSync } from 'node:fs'
import { Command } from 'commander'
import type { Day } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { clearDemo } from '../demo/clear-demo.ts'
import { DEMO_PASSWORD } from '../demo/demo-accounts.ts'
import { type Demo, demoFile, prepareDemo } from '../demo/prepare-demo.ts'
import { CITY } from '../work/screen-city.ts'
import { CommandRefused } from './exit-codes.ts'
import { type Inside, inHouse } from './in-house.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { countAccounts, hasHouseholds } from './store.ts'
import { countValue, dayValue } from './values.ts'

const LARGEST = 3_000_000
const STORIES = 8

interface Options {
  households: number
  seed: number
  asOf?: Day
  again?: boolean
  json?: boolean
}

/** Answers the command. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('建立演示城市：真实的区划，虚构的农户和部门数据，各岗位的演示账号')
    .requiredOption('--households <户数>', `造多少户（${STORIES}至${LARGEST}）`, countValue(STORIES, LARGEST))
    .option('--seed <数字>', '随机种子：同一个种子造出同一座城市', countValue(0, 2 ** 31 - 1), 20230630)
    .option('--as-of <日期>', '数据截至哪一天（默认今天）', dayValue)
    .option('--again', '数据库里已有演示城市时，整库清除后重建')
    .option(...jsonOption)
    .addHelpText(
      'after',
      '\n只能用在空数据库上；数据库里有真实账号或户档时一律拒绝。例：xinlu demo --households 20000',
    )
    .action(makeDemoCity)
}

async function makeDemoCity(options: Options): Promise<void> {
  await inHouse((inside) => clearGround(inside, options))
  const started = performance.now()
  const demo = await inHouse(async ({ config, house, signal }) => {
    rmSync(demoFile(config.dataDir), { force: true })
    const { households, seed, asOf: today } = options
    const made = await prepareDemo(house, config.dataDir, { households, seed, today, signal })
    if (!made) throw new CommandRefused('数据库里刚刚有了户档，没有建立演示城市。')
    const note = { subjectKind: 'demo', division: CITY, detail: { households, seed } }
    await withScope(house.database, SYSTEM, (tx) =>
      record(tx, { account: SYSTEM.account, name: '命令行' }, 'demo.make', note),
    )
    return made
  })
  const seconds = (performance.now() - started) / 1000
  if (options.json) printJson({ ...demo.city, accounts: demo.accounts.map(({ login }) => login) })
  else printLines(madeLines(demo, seconds))
}

async function clearGround({ config, house }: Inside, { again }: Options): Promise<void> {
  const [isTaken, accounts] = await withScope(house.database, SYSTEM, async (tx) => [
    await hasHouseholds(tx),
    await countAccounts(tx),
  ])
  if (accounts.real > 0)
    throw new CommandRefused('这个数据库里有真实账号，不能建立演示城市。请换一个数据目录或数据库。')
  if (!isTaken) return
  if (accounts.demo === 0)
    throw new CommandRefused('这个数据库里已有户档，又不是演示数据库，不能建立演示城市。')
  if (!again) throw new CommandRefused('这里已有演示城市，没有改动。要清除重建，请加 --again。')
  if (!(await clearDemo(house, config.dataDir)))
    throw new CommandRefused('有别的程序正在使用这个数据库（如 npm start），请先停止它再重建。')
}

function madeLines({ city, accounts }: Demo, seconds: number): string[] {
  const count = (value: number) => value.toLocaleString('en')
  return [
    `演示城市已建好：${count(city.households)}户、${count(city.people)}人，部门数据${count(city.departmentRows)}条，用时${seconds.toFixed(1)}秒。`,
    '其中几户有故事，可用 xinlu explain 查看：',
    ...city.stories.map(({ code, headName, title }) => `  ${code}  ${headName}  ${title}`),
    `演示账号（密码都是 ${DEMO_PASSWORD}）：${accounts.map(({ login, name }) => `${name} ${login}`).join('，')}`,
    '演示账号只凭密码登录。想试动态码，登录后随时可以自己绑定；要按岗位强制，请安全管理员安平在参数里把“按角色要求第二因素”设为 1，次日起生效。',
  ]
}
