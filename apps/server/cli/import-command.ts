/** `xinlu import`: checks a file, shows what it would do, writes it, and gives the wrong rows back. */
import { existsSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { Command } from 'commander'
import { type DivisionCode, dayOf } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { readDivisionTree } from '@xinlu/kernel/divisions/server'
import type { Actor } from '@xinlu/kernel/access'
import { type Batch, type Verdict, verdicts } from '@xinlu/kernel/exchange'
import { type ImportTarget, errorWorkbook, writeWorkbook } from '@xinlu/kernel/exchange/server'
import { placeFinder } from '../database/find-place.ts'
import { counter } from '../terminal/progress.ts'
import { type Imported, importFile } from '../work/import-file.ts'
import { CommandRefused, exitCodes } from './exit-codes.ts'
import { type Inside, inHouse } from './in-house.ts'
import { ledgerList, targetNamed } from './ledgers/target-named.ts'
import { type OperatorChoice, operatorOf, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { divisionValue, periodValue } from './values.ts'

interface Options extends OperatorChoice {
  dryRun?: boolean
  period?: string
  division?: DivisionCode
  sheet?: string
  purpose: string
  errors?: string
  json?: boolean
}

/** Answers the command. */
export function importCommand(): Command {
  const command = new Command('import')
    .description('导入：校验、预览、入库；有错的行写进错误工作簿，改好后再导入')
    .argument('<台账>', '台账的名称，如 医疗费用结算 或 medicalExpense')
    .argument('<文件>', '.xlsx 或 .csv（UTF-8、GB18030）')
    .option('--dry-run', '只校验和预览，不写入任何内容')
    .option('--period <所属期>', '数据所属的月、季、年，如 2023-05、2023-Q2、2023', periodValue)
    .option('--division <区划代码>', '数据属于哪个地方（默认岗位管辖的地方）', divisionValue)
    .option('--sheet <工作表>', '读哪个工作表（默认第一个）')
    .option('--purpose <用途>', '数据的用途，留痕用', '防止返贫动态监测和帮扶')
    .option('--errors <文件>', '错误工作簿写到哪里（默认 <文件>-错误.xlsx，已有时加序号）')
    .option(...jsonOption)
    .addHelpText(
      'after',
      `\n退出码：0 全部入库，2 有错误行（其余已入库），1 被拒绝。\n\n台账：\n${ledgerList().join('\n')}`,
    )
  return withOperator(command).action(importOne)
}

async function importOne(name: string, path: string, options: Options): Promise<void> {
  const target = targetNamed(name)
  if (!existsSync(path) || !statSync(path).isFile())
    throw new CommandRefused(`没有找到文件“${path}”。请检查路径和文件名。`)
  const errorsPath = options.errors ?? freeErrorsPath(path)
  const { batch, repeated, written } = await inHouse(async (inside) => {
    const actor = await operatorOf(inside, options)
    let hasErrors = false
    const imported = await runImport(inside, actor, target, { path, ...options }, async (previewed) => {
      hasErrors = await writeErrors(inside, actor, target, previewed, errorsPath)
    })
    return { ...imported, written: hasErrors ? errorsPath : null }
  })
  const errors = batch.counts?.error ?? 0
  if (options.json)
    printJson({
      batch: batch.id,
      state: batch.state,
      rows: batch.rows,
      counts: batch.counts,
      errors: written,
      repeated: repeated ?? null,
    })
  else printLines(repeated === undefined ? resultLines(batch, target, options, written) : [repeated])
  if (repeated === undefined && errors > 0) {
    throw new CommandRefused(
      `有${errors}行${options.dryRun ? '有错误' : '没有入库'}，原因写在 ${written}。改好后再导入这个文件。`,
      exitCodes.errorRows,
    )
  }
}

// Never over a workbook that somebody may be repairing.
function freeErrorsPath(path: string): string {
  const stem = basename(path, extname(path)).replace(/-错误\d*$/, '')
  for (let nth = 1; ; nth += 1) {
    const free = `${stem}-错误${nth === 1 ? '' : nth}.xlsx`
    if (!existsSync(free)) return free
  }
}

type Run = Pick<Options, 'dryRun' | 'period' | 'division' | 'sheet' | 'purpose'> & { path: string }

async function runImport(
  { desk, signal }: Inside,
  actor: Actor,
  target: ImportTarget,
  { path, dryRun, period, division, sheet, purpose }: Run,
  beforeEnd: (batch: Batch) => Promise<void>,
): Promise<Imported> {
  const tree = await withScope(desk.database, SYSTEM, (tx) => readDivisionTree(tx))
  const bar = counter(`校验 ${basename(path)}`, '行')
  const wish = {
    path,
    sheet,
    period,
    division,
    purpose,
    isTrial: dryRun,
    signal,
    progress: bar.update,
    place: placeFinder(tree, dayOf(desk.now())),
  }
  try {
    return await importFile(desk, actor, target, wish, beforeEnd)
  } finally {
    bar.end()
  }
}

async function writeErrors(
  { house, signal }: Inside,
  actor: Actor,
  { ledger }: ImportTarget,
  batch: Batch,
  path: string,
): Promise<boolean> {
  if ((batch.counts?.error ?? 0) === 0) return false
  // Written beside and renamed: whoever finds the file finds it whole.
  const draft = `${path}.partial`
  try {
    await writeWorkbook(errorWorkbook(house, actor, ledger, batch), draft, { signal })
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  return true
}

function resultLines(
  { id, rows, counts, state }: Batch,
  { ledger }: ImportTarget,
  { dryRun }: Options,
  errors: string | null,
): string[] {
  const parts = (Object.keys(verdicts) as Verdict[]).map(
    (verdict) => `${verdicts[verdict]}${counts?.[verdict] ?? 0}`,
  )
  const waiting = (counts?.unmatched ?? 0) + (counts?.contradicting ?? 0)
  return [
    `${ledger.title}：读到${rows.toLocaleString('en')}行。`,
    parts.join('　'),
    ...(waiting > 0
      ? [`未匹配和矛盾的${waiting}行${dryRun ? '入库后将' : '已'}进入待核对队列，两边的内容都保留。`]
      : []),
    ...(errors === null ? [] : [`错误工作簿：${errors}`]),
    state === 'committed'
      ? `已入库，批次 ${id}。在规定的时间内可以撤销：xinlu undo ${id}`
      : '这是试运行，没有写入任何内容。',
  ]
}
