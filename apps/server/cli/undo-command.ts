/** `xinlu undo`: takes a committed import back within the time the office has set. */
import { Command } from 'commander'
import { parseId } from '@xinlu/kernel/basis'
import { importTargets } from '../modules.ts'
import { undoImport } from '../work/import-file.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { type OperatorChoice, operatorOf, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

/** Answers the command. */
export function undoCommand(): Command {
  const undo = new Command('undo')
    .description('撤销：整批退回一次导入，恢复入库前的内容')
    .argument('<批次>', '导入时显示的批次编号')
    .option(...jsonOption)
    .addHelpText('after', '\n入库之后有人改过其中的行，或超过规定的时间，不能整批撤销。')
  return withOperator(undo).action(async (id: string, options: OperatorChoice & { json?: boolean }) => {
    const known = parseId(id)
    if (!known.ok) throw new CommandRefused(`“${id}”不是批次编号。`)
    const batch = await inHouse(async (inside) =>
      undoImport(inside.desk, await operatorOf(inside, options), importTargets, known.value),
    )
    if (!batch) throw new CommandRefused('没有找到这个批次，或它不在管辖范围内。')
    if (options.json) printJson({ batch: batch.id, state: batch.state, rows: batch.rows })
    else
      printLines([
        `已撤销：${batch.fileName}，${batch.rows.toLocaleString('en')}行，登记内容恢复到入库之前。`,
      ])
  })
}
