/** `xinlu export`: streams a ledger into a workbook, masked by what the operator may read. */
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Command } from 'commander'
import type { DivisionCode } from '@xinlu/kernel/basis'
import { exportLedger } from '@xinlu/kernel/exchange/server'
import { ledgerList, targetNamed } from './ledgers/target-named.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { type OperatorChoice, operatorOf, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { divisionValue } from './values.ts'

interface Options extends OperatorChoice {
  division?: DivisionCode
  out?: string
  purpose: string
  force?: boolean
  json?: boolean
}

/** Answers the command. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('导出：把一个台账写成表格；证件号码等按岗位能看的程度遮盖')
    .argument('<台账>', '台账的名称，如 医疗费用结算 或 medicalExpense')
    .option('--division <区划代码>', '只导出这个地方（默认岗位管辖的全部）', divisionValue)
    .option('-o, --out <文件>', '写到哪里，.xlsx 或 .csv（默认 <台账>.xlsx）')
    .option('--purpose <用途>', '导出的用途，留痕用', '命令行导出')
    .option('--force', '文件已存在时覆盖')
    .option(...jsonOption)
    .addHelpText('after', `\n台账：\n${ledgerList().join('\n')}`)
  return withOperator(command).action(async (name: string, options: Options) => {
    const target = targetNamed(name)
    const path = options.out ?? `${target.ledger.title}.xlsx`
    if (!/\.(xlsx|csv)$/i.test(path)) throw new CommandRefused('导出的文件名应以 .xlsx 或 .csv 结尾。')
    if (existsSync(path) && !options.force)
      throw new CommandRefused(`文件“${path}”已存在，没有改动。要覆盖请加 --force。`)
    const format = path.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx'
    const rows = await inHouse(async (inside) => {
      const actor = await operatorOf(inside, options)
      const { house, signal } = inside
      // Written beside and renamed: whoever finds the file finds it whole.
      const draft = `${path}.partial`
      try {
        const written = await exportLedger(
          house,
          actor,
          target,
          { division: options.division, format, purpose: options.purpose },
          draft,
        )
        signal.throwIfAborted()
        await rename(draft, path)
        return written
      } finally {
        await rm(draft, { force: true })
      }
    })
    if (options.json) printJson({ ledger: target.ledger.name, file: path, rows })
    else printLines([`已写出 ${path}：${target.ledger.title}，${rows.toLocaleString('en')}行。`])
  })
}
