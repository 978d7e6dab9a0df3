/** `xinlu db distribute`: spreads the database over several machines by county, or prints how. */
import { Command } from 'commander'
import {
  type DistributionPlan,
  DistributionStopped,
  distribute,
  planDistribution,
} from '../distribute/distribute-database.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { printLines } from './printing.ts'
import { countValue } from './values.ts'

/** Answers the command with its act. */
export function dbCommand(): Command {
  const spread = new Command('distribute')
    .description('把数据库按县分布到多台机器（需要 Citus 13 以上）')
    .option('--print', '只打印要执行的语句，不执行；没有 Citus 也可以打印')
    .option('--shards <份数>', '每张表切成多少份，按县码分到各份；不写就是 64', countValue(1, 4096), 64)
    .addHelpText(
      'after',
      '\n有县码(county)的表按县分布，其余的表每台机器一份；登录和运维的几张表只留在协调节点，原因写在表的注释里。\n执行前请先停止服务并做一次备份。',
    )
    .action(spreadDatabase)
  return new Command('db').description('数据库：分布到多台机器').addCommand(spread)
}

async function spreadDatabase({ print, shards }: { print?: boolean; shards: number }): Promise<void> {
  await inHouse(async ({ house }) => {
    const plan = await planDistribution(house, shards)
    if (print) return printLines(printed(plan))
    refuseIfHindered(plan)
    try {
      await distribute(house, plan, (done, of) => process.stderr.write(`\r已执行 ${done}/${of} 条`))
      process.stderr.write('\n')
    } catch (error) {
      if (!(error instanceof DistributionStopped)) throw error
      throw new CommandRefused(
        `分布到第${error.done + 1}条（共${error.of}条）时停下了：${error.message}。已分布的表不受影响；请处理后用备份恢复，再重新分布。`,
        undefined,
        [error.statement],
      )
    }
    printLines([`已按县分布到${plan.workers}台机器：${counted(plan)}。`])
  })
}

function refuseIfHindered({ workers, hasCoordinator, isSpread, hindrances }: DistributionPlan): void {
  if (workers === null)
    throw new CommandRefused(
      '这个数据库没有安装 Citus 扩展，不能分布到多台机器。请先在各台机器上安装 Citus 13 以上并执行 create extension citus；要看将执行哪些语句，请加 --print。',
    )
  if (workers === 0)
    throw new CommandRefused('Citus 里还没有登记可以存放数据的机器。请先用 citus_add_node 登记，再执行一次。')
  if (!hasCoordinator)
    throw new CommandRefused(
      '协调节点自己还没有登记：账号表每台机器一份，而登录表留在协调节点，两边有外键。请先执行 select citus_set_coordinator_host(本机地址)，再执行一次。',
    )
  if (isSpread) throw new CommandRefused('这个数据库已经分布过了。')
  if (hindrances.length > 0) throw new CommandRefused('有些表还不能分布：', undefined, hindrances)
}

function printed(plan: DistributionPlan): string[] {
  const staying = plan.tables.filter(({ belonging }) => belonging === 'coordinator')
  return [
    `-- ${counted(plan)}。`,
    ...staying.map(({ name, reason }) => `-- 只留在协调节点：${name}（${reason}）`),
    ...plan.hindrances.map((hindrance) => `-- 还不能分布：${hindrance}`),
    ...plan.statements.map((statement) => `${statement};`),
  ]
}

function counted({ tables }: DistributionPlan): string {
  const count = (which: string) => tables.filter(({ belonging }) => belonging === which).length
  return `按县分布的表${count('county')}张，每台机器一份的表${count('everywhere')}张，只留在协调节点的表${count('coordinator')}张`
}
