/** `xinlu screen`: refreshes the features and runs the rules. */
import { Command } from 'commander'
import { type Day, type DivisionCode, dayOf } from '@xinlu/kernel/basis'
import { reaches } from '@xinlu/kernel/access'
import { notFound } from '@xinlu/kernel/commands'
import type { RunReport } from '@xinlu/kernel/rules/server'
import { monitoringPermissions } from '@xinlu/monitoring'
import { progressBar } from '../terminal/progress.ts'
import { type CityReport, cityReport, doubtTables } from '../work/city-report.ts'
import { screenCity } from '../work/screen-city.ts'
import { type Inside, inHouse } from './in-house.ts'
import { assertMay, type OperatorChoice, operatorOf, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { dayValue, divisionValue } from './values.ts'

interface Options extends OperatorChoice {
  asOf?: Day
  division?: DivisionCode
  dirty?: boolean
  json?: boolean
}

/** Answers the command. */
export function screenCommand(): Command {
  const screen = new Command('screen')
    .description('筛查：重新计算指标，运行全部规则，开、改、关疑点')
    .option('--as-of <日期>', '数据截至哪一天（默认今天）', dayValue)
    .option('--division <区划代码>', '只筛查这个地方（默认岗位管辖的全部）', divisionValue)
    .option('--dirty', '只筛查事实有变动的农户')
    .option(...jsonOption)
    .addHelpText('after', '\n同样的数据筛查两次，第二次不增不减，摘要相同。人已核实的结论不会被筛查推翻。')
  return withOperator(screen).action(async (options: Options) => {
    const { run, report, seconds } = await inHouse((inside) => screenPlace(inside, options))
    if (options.json) printJson({ seconds, run: run ?? null, report })
    else printLines([...runLines(run, seconds), '', ...doubtTables(report)])
  })
}

interface Done {
  run: RunReport | undefined
  report: CityReport
  seconds: number
}

async function screenPlace(inside: Inside, { asOf, division, dirty, ...choice }: Options): Promise<Done> {
  const actor = await operatorOf(inside, choice)
  assertMay(actor, monitoringPermissions.screen)
  const place = division ?? actor.division
  if (!reaches(actor, place)) throw notFound({ what: '这个地方' })
  const { house, desk, modules, signal } = inside
  const bar = progressBar('筛查', 1)
  const started = performance.now()
  try {
    const run = await screenCity(house.database, {
      by: actor,
      division: place,
      asOf: asOf ?? dayOf(desk.now()),
      dirtyOnly: dirty,
      signal,
      progress: (done, of) => bar.update(done, of),
    })
    const seconds = (performance.now() - started) / 1000
    return { run, seconds, report: await cityReport({ desk, modules, actor }, division) }
  } finally {
    bar.end()
  }
}

function amount(count: number): string {
  return count.toLocaleString('en')
}

function runLines(run: RunReport | undefined, seconds: number): string[] {
  const time = `用时${seconds.toFixed(1)}秒`
  if (!run) return [`没有农户的事实发生变动，不需要筛查，${time}。`]
  const { subjects, hits, opened, changed, closed, kept, digest } = run
  const counts = `命中${amount(hits)}条：新开${amount(opened)}、变化${amount(changed)}、关闭${amount(closed)}、按核实结论不提示${amount(kept)}`
  return [`筛查${amount(subjects)}户，${counts}，${time}。`, `摘要 ${digest}`]
}
