/** What the terminal shows once the server is up: doubts, one of them explained, the address, the demo accounts. */
import { SYSTEM } from '@xinlu/kernel/access/server'
import { type Actor, roles } from '@xinlu/kernel/access'
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import type { Config } from '../config.ts'
import { DEMO_PASSWORD } from '../demo/demo-accounts.ts'
import type { Demo } from '../demo/prepare-demo.ts'
import { cityReport, doubtTables } from '../work/city-report.ts'
import { explainHousehold, explanationLines } from '../work/explain-household.ts'
import { CITY } from '../work/screen-city.ts'
import { painted } from './paint.ts'
import { tableLines } from './table.ts'
import { terminalText } from './terminal-text.ts'

/** What the welcome tells of. */
export interface Welcome {
  config: Config
  desk: Desk
  modules: readonly ServerModule[]
  demo: Demo | undefined
  seconds: number
}

/** Prints the welcome. The city's own desk asks what it shows, through the same routes and rights as everybody. */
export async function printWelcome({ config, desk, modules, demo, seconds }: Welcome): Promise<void> {
  if (demo) {
    const asking = { desk, modules, actor: deskOfCity }
    const { city, accounts } = demo
    const { households, people, departmentRows } = city
    const story = city.stories[1]!
    const amount = (count: number) => count.toLocaleString('en')
    print([
      '',
      `演示城市：${amount(households)}户，${amount(people)}人，部门数据${amount(departmentRows)}条。全部为虚构。`,
      '',
      ...doubtTables(await cityReport(asking, CITY)),
      '',
      `看一户的疑点是怎么来的——${story.title}：`,
      '',
      ...explanationLines(
        await explainHousehold(asking, { county: story.county, household: story.household }),
      ),
      '',
      `演示账号（密码都是 ${DEMO_PASSWORD}，只在演示城市里有）：`,
      ...tableLines(
        ['登录名', '姓名', '岗位'],
        accounts.map(({ login, name, posts }) => [
          login,
          name,
          posts.map(({ role, unit }) => `${roles[role]}（${unit}）`).join('、'),
        ]),
      ),
    ])
  }
  const address = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`
  print([
    '',
    `忻路已启动（${seconds.toFixed(1)}秒）：${address}   接口文档：${address}/api/docs`,
    '按 Ctrl-C 停止。',
  ])
}

const deskOfCity: Actor = {
  account: SYSTEM.account,
  name: '启动信息',
  post: '',
  role: 'city',
  unit: '本机',
  division: CITY,
  scope: SYSTEM.scope,
  extra: [],
}

function print(lines: readonly string[]): void {
  console.log(lines.map(terminalText).map(painted).join('\n'))
}
