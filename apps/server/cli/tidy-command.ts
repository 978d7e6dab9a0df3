/** `xinlu tidy`: takes leftovers away now instead of within the hour. */
import { join } from 'node:path'
import { Command } from 'commander'
import { tidy, type TidyStep } from '../housekeeping/tidy.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

/** What each step takes away, in the administrator's words. */
export const stepLabels: Readonly<Record<TidyStep, string>> = {
  sessions: '过期登录',
  answers: '办理回执',
  abandoned: '长期未入库的导入',
  staged: '导入暂存',
  files: '临时文件',
  logs: '日志文件',
}

/** Answers the command. */
export function tidyCommand(): Command {
  return new Command('tidy')
    .description(
      '清理：过期的登录、办理回执、导入暂存、遗留的临时文件和过期的日志文件；服务运行时每小时自动做一次',
    )
    .option(...jsonOption)
    .addHelpText('after', '\n保留多久是有日期、有依据的参数。审计记录和备份从不清理。')
    .action(async ({ json }: { json?: boolean }) => {
      const causes: unknown[] = []
      const tidied = await inHouse(({ house: { database }, config }) =>
        tidy({
          database,
          spool: join(config.dataDir, 'spool'),
          logs: config.logs,
          onFailure: (cause) => void causes.push(cause),
        }),
      )
      if (!tidied) throw new CommandRefused('另一个进程正在清理，请稍后再试。')
      const { sessions, answers, abandoned, staged, files, logs, failed } = tidied
      if (json) printJson(tidied)
      else
        printLines([
          `已清理：过期登录${sessions}条，办理回执${answers}条，长期未入库而取消的导入${abandoned}批，导入暂存${staged}批，临时文件${files}个，日志文件${logs}个。`,
        ])
      if (failed.length > 0) {
        const why = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause)))
        const steps = failed.map((step) => stepLabels[step]).join('、')
        throw new CommandRefused(`没有清理成：${steps}。原因：${why.join('；')}。处理后再运行一次。`)
      }
    })
}
