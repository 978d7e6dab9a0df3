/** `xinlu audit verify`: proves that nobody rewrote the audit trail. */
import { Command } from 'commander'
import { withScope } from '@xinlu/kernel/access/server'
import { record, verifyChain } from '@xinlu/kernel/audit/server'
import { permissions } from '../administration/permissions.ts'
import { counter } from '../terminal/progress.ts'
import { CommandRefused, exitCodes } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { assertMay, type OperatorChoice, operatorOf, withOperator } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

interface Options extends OperatorChoice {
  json?: boolean
}

/** Answers the command. */
export function auditCommand(): Command {
  const verify = new Command('verify')
    .description('逐条校验审计记录：有没有被改动、删去或插入')
    .option(...jsonOption)
    .addHelpText('after', '\n链完整时退出码为 0，发现问题为 1。校验本身也留痕。')
    .action(verifyTrail)
  return new Command('audit').description('审计记录').addCommand(withOperator(verify))
}

async function verifyTrail(options: Options): Promise<void> {
  const report = await inHouse(async (inside) => {
    const actor = await operatorOf(inside, options, 'auditOfficer')
    assertMay(actor, permissions.readAudit)
    const bar = counter('校验审计记录', '条')
    try {
      return await withScope(
        inside.house.database,
        actor,
        async (tx) => {
          const found = await verifyChain(tx, (entries) => {
            inside.signal.throwIfAborted()
            bar.update(entries)
          })
          await record(tx, actor, 'administration.verifyAudit', {
            subjectKind: 'audit',
            division: actor.division,
            detail: { entries: found.entries, broken: found.broken.length },
          })
          return found
        },
        { statementMs: 10 * 60_000 },
      )
    } finally {
      bar.end()
    }
  })
  const { entries, counties, broken } = report
  if (options.json) printJson({ whole: broken.length === 0, ...report })
  else if (broken.length === 0)
    printLines([`审计记录完整：${counties}条链、${entries.toLocaleString('en')}条记录，逐条校验无误。`])
  if (broken.length === 0) return
  const lines = broken.map(({ county, seq, why }) => `${county} 第${seq}条：${why}`)
  const sentence = `审计记录不完整：${broken.length}条链有问题。请保护现场，不要写入，并报告安全负责人。`
  throw new CommandRefused(sentence, exitCodes.refused, lines)
}
