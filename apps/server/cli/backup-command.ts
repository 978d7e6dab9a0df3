/** `xinlu backup`: writes all data into a folder, and proves later that the folder is whole. */
import { Command } from 'commander'
import { join, resolve } from 'node:path'
import { withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { sealKeyFolder } from '../backup/sealed-keys.ts'
import { insertBackup, rowsOf } from '../backup/store.ts'
import { verifyBackup } from '../backup/verify-backup.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { progressBar } from '../terminal/progress.ts'
import { CommandRefused } from './exit-codes.ts'
import { inHouse } from './in-house.ts'
import { operatorOf } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

/** The variable that carries the passphrase of the keys, because options stand in the list of processes. */
export const PASSPHRASE = 'XINLU_BACKUP_PASSPHRASE'

interface Options {
  out?: string
  keys?: boolean
  json?: boolean
}

/** Answers the command. */
export function backupCommand(): Command {
  const verify = new Command('verify')
    .description('核对备份：逐个文件校验，一个字节不对也查得出来，不需要数据库')
    .argument('<目录>', '备份目录')
    .option(...jsonOption)
    .action(verifyFolder)
  return new Command('backup')
    .description('备份：把全部数据写进一个新目录，不影响正在进行的工作')
    .option('-o, --out <目录>', '写到哪个目录（新目录或空目录）')
    .option('--keys', `密钥目录也用口令封好放进备份，口令写在环境变量 ${PASSPHRASE} 里`)
    .option(...jsonOption)
    .addHelpText('after', '\n备份里有真实姓名等个人信息，请按涉密载体保管，并放到另一处机房。')
    .action(takeBackup)
    .addCommand(verify)
}

async function takeBackup({ out, keys, json }: Options): Promise<void> {
  if (out === undefined) throw new CommandRefused('请写明备份到哪个目录：xinlu backup -o <目录>。')
  const dir = resolve(out)
  const passphrase = keys ? passphraseGiven() : undefined
  const made = await inHouse(async (inside) => {
    const { config, house, signal } = inside
    const sealedKeys =
      passphrase === undefined ? undefined : sealKeyFolder(join(config.dataDir, 'keys'), passphrase)
    const bar = progressBar('备份', 1)
    const written = await writeBackup({
      url: house.backupUrl!,
      dir,
      sealedKeys,
      signal,
      onTable: (_entry, done, of) => bar.update(done, of),
    }).finally(() => bar.end())
    const actor = await operatorOf(inside, {}, 'systemOfficer')
    await withScope(house.database, actor, async (tx) => {
      await insertBackup(tx, written)
      const { tables } = written.manifest
      await record(tx, actor, 'operations.takeBackup', {
        subjectKind: 'backup',
        division: actor.division,
        detail: { tables: tables.length, rows: rowsOf(written.manifest), digest: written.digest },
      })
    })
    return written
  })
  const { manifest, bytes, digest } = made
  const rows = rowsOf(manifest)
  if (json)
    return printJson({ dir, takenAt: manifest.takenAt, tables: manifest.tables.length, rows, bytes, digest })
  printLines([
    `已备份到 ${dir}：${manifest.tables.length}张表、${amount(rows)}行，${amount(Math.ceil(bytes / 1024))} KB。`,
    `摘要 ${digest}`,
    keys
      ? '密钥目录已用口令封在 keys.sealed 里；口令请另外保管，忘了口令谁也打不开。'
      : '密钥目录不在备份里。没有密钥，身份证号码等加密内容恢复了也读不出来，请另外备份密钥。',
  ])
}

async function verifyFolder(dir: string, { json }: Options): Promise<void> {
  const bar = progressBar('核对备份', 1)
  const { manifest, hasKeys } = await verifyBackup(resolve(dir), bar.update).finally(() => bar.end())
  const rows = rowsOf(manifest)
  if (json)
    return printJson({
      whole: true,
      takenAt: manifest.takenAt,
      tables: manifest.tables.length,
      rows,
      hasKeys,
    })
  printLines([
    `备份完整：${manifest.tables.length}张表、${amount(rows)}行，${hasKeys ? '含封好的密钥' : '不含密钥'}，备份时间 ${manifest.takenAt}。`,
  ])
}

/** Answers the passphrase from the environment; refuses when there is none. */
export function passphraseGiven(): string {
  const passphrase = process.env[PASSPHRASE]
  if (passphrase) return passphrase
  throw new CommandRefused(`请把密钥口令写在环境变量 ${PASSPHRASE} 里。`)
}

function amount(count: number): string {
  return count.toLocaleString('en')
}
