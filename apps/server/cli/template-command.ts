/** `xinlu template`: writes the workbook that a department fills in. */
import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { templateWorkbook, writeWorkbook } from '@xinlu/kernel/exchange/server'
import { ledgerList, targetNamed } from './ledgers/target-named.ts'
import { CommandRefused } from './exit-codes.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { importTargets } from '../modules.ts'

interface Options {
  out?: string
  force?: boolean
  json?: boolean
}

/** Answers the command. */
export function templateCommand(): Command {
  return new Command('template')
    .description('模板：写出某个台账的空白工作簿，带下拉选项、文本格式的证件列和填写说明；不写台账时列出全部')
    .argument('[台账]', '台账的名称，如 医疗费用结算 或 medicalExpense')
    .option('-o, --out <文件>', '写到哪里（默认 <台账>模板.xlsx）')
    .option('--force', '文件已存在时覆盖')
    .option(...jsonOption)
    .addHelpText('after', `\n台账：\n${ledgerList().join('\n')}`)
    .action(async (name: string | undefined, options: Options) => {
      if (name === undefined) return listLedgers(options)
      const { ledger } = targetNamed(name)
      const path = options.out ?? `${ledger.title}模板.xlsx`
      if (existsSync(path) && !options.force)
        throw new CommandRefused(`文件“${path}”已存在，没有改动。要覆盖请加 --force。`)
      await writeWorkbook(templateWorkbook(ledger), path)
      const columns = Object.values(ledger.columns).length
      if (options.json) printJson({ ledger: ledger.name, file: path, columns })
      else
        printLines([
          `已写出 ${path}：${ledger.title}，${columns}列，由${ledger.owner}填报。`,
          `填好后：xinlu import ${ledger.title} <文件>`,
        ])
    })
}

function listLedgers({ json }: Options): void {
  if (json)
    printJson(
      importTargets.map(({ ledger: { name, title, owner, about } }) => ({ name, title, owner, about })),
    )
  else printLines(ledgerList())
}
