/** `xinlu tidy`: takes leftovers away now instead of within the hour. */
import { join } from 'node:path'
import { Command } from 'commander'
import { tidy } from '../housekeeping/tidy.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

/** Answers the command. */
export function tidyCommand(): Command {
  return new Command('tidy')
    .description(
      '清理：过期的登录、办理回执、导入暂存、遗留的临时文件和过期的日志文件；服务运行时每小时自动做一次',
    )
    .option(...jsonOption)
    .addHelpText('after', '\n保留多久是有日期、有依据的参数。审计记录和备份从不清理。')
    .action(async ({ json }: { json?: boolean }) => {
      const tidied = await inHouse(({ house: { database }, config }) =>
        tidy({ database, spool: join(config.dataDir, 'spool'), logs: config.logs }),
      )
      if (!tidied) throw new CommandRefused('另一个进程正在清理，请稍后再试。')
      const { sessions, answers, abandoned, staged, files, logs } = tidied
      if (json) printJson(tidied)
      else
        printLines([
          `已清理：过期登录${sessions}条，办理回执${answers}条，长期未入库而取消的导入${abandoned}批，导入暂存${staged}批，临时文件${files}个，日志文件${logs}个。`,
        ])
    })
}
