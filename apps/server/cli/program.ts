/** The commands of the command line, one file for each. */
import { Command } from 'commander'
import { accountsCommand } from './accounts-command.ts'
import { auditCommand } from './audit-command.ts'
import { backupCommand } from './backup-command.ts'
import { speakChinese } from './chinese-help.ts'
import { dbCommand } from './db-command.ts'
import { demoCommand } from './demo-command.ts'
import { divisionsCommand } from './divisions-command.ts'
import { doctorCommand } from './doctor-command.ts'
import { explainCommand } from './explain-command.ts'
import { exportCommand } from './export-command.ts'
import { importCommand } from './import-command.ts'
import { keysCommand } from './keys-command.ts'
import { restoreCommand } from './restore-command.ts'
import { screenCommand } from './screen-command.ts'
import { templateCommand } from './template-command.ts'
import { tidyCommand } from './tidy-command.ts'
import { undoCommand } from './undo-command.ts'
import { whatifCommand } from './whatif-command.ts'

/** Answers the whole program, ready to parse. */
export function buildProgram(): Command {
  const program = new Command('xinlu')
    .description('忻路：防止返贫动态监测和帮扶的命令行')
    .version('0.1.0', '-V, --version', '显示版本')
    .addHelpText(
      'after',
      '\n每个命令都有自己的说明，例如：xinlu import --help\n退出码：0 完成，1 被拒绝，2 有错误行，64 用法不对，70 程序出错，130 已取消',
    )
  const commands = [
    demoCommand(),
    templateCommand(),
    importCommand(),
    undoCommand(),
    exportCommand(),
    screenCommand(),
    explainCommand(),
    whatifCommand(),
    accountsCommand(),
    auditCommand(),
    divisionsCommand(),
    backupCommand(),
    restoreCommand(),
    keysCommand(),
    tidyCommand(),
    dbCommand(),
    doctorCommand(),
  ]
  for (const command of commands) program.addCommand(command)
  return speakChinese(program)
}
