/** `xinlu doctor`: is this machine, this database, this configuration fit for the work. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { dayOf } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import type { Config } from '../config.ts'
import { isCancelled } from './cancelling.ts'
import { checkAccounts } from './doctor/check-accounts.ts'
import { checkBackup } from './doctor/check-backup.ts'
import { checkKeyAge } from './doctor/check-keys.ts'
import { checkDatabase } from './doctor/check-database.ts'
import { checkMachine } from './doctor/check-machine.ts'
import { checkNative } from './doctor/check-native.ts'
import { checkTidy } from './doctor/check-tidy.ts'
import { bad, type Finding, grades, note } from './doctor/finding.ts'
import { CommandRefused } from './exit-codes.ts'
import { configured, inHouse } from './in-house.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

/** Answers the command. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      '体检：Node、磁盘、密钥、日志、时间校准、系统库、数据库版本和设置、角色、行级安全、时钟、账号、备份',
    )
    .option(...jsonOption)
    .addHelpText('after', '\n每一行是“好”“注意”或“不行”，后两种写明怎么办。有“不行”时退出码为 1。')
    .action(examine)
}

async function examine({ json }: { json?: boolean }): Promise<void> {
  const config = configured()
  const findings = [...checkMachine(config), ...checkNative(), ...(await lookInside(config))]
  if (json) printJson(findings)
  else printLines(findings.flatMap(linesOf))
  const wrong = findings.filter(({ grade }) => grade === 'bad').length
  if (wrong > 0) throw new CommandRefused(`有 ${wrong} 项不行，请按提示处理后再用。`)
}

async function lookInside(config: Config): Promise<Finding[]> {
  const { databaseUrl, dataDir } = config
  if (!databaseUrl && !existsSync(join(dataDir, 'postgres', 'PG_VERSION')))
    return [note('还没有数据库', '第一次运行 npm start 或 xinlu demo 时会建立内置数据库。')]
  try {
    return await inHouse(({ house }) =>
      withScope(house.database, SYSTEM, async (tx) => [
        ...(await checkDatabase(tx, house.isEmbedded)),
        ...(await checkAccounts(tx, dayOf(new Date()), house.isEmbedded)),
        await checkBackup(tx, new Date(), house.isEmbedded),
        ...(await checkKeyAge(tx, config, new Date())),
        await checkTidy(tx),
      ]),
    )
  } catch (error) {
    if (isCancelled(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    return [bad(`数据库打不开：${why}`, '请检查数据库是否启动、DATABASE_URL 是否正确、磁盘是否可写。')]
  }
}

function linesOf({ grade, what, advice }: Finding): string[] {
  const label = grades[grade].padEnd(2, '　')
  return advice === undefined ? [`${label} ${what}`] : [`${label} ${what}`, `　　 → ${advice}`]
}
