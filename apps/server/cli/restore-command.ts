/** `xinlu restore`: brings a backup back into an empty database, compares all of it, and walks the audit chains. */
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { openDatabase, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { type ChainReport, verifyChain } from '@xinlu/kernel/audit/server'
import { fileNames } from '../backup/manifest.ts'
import { restoreBackup } from '../backup/restore-backup.ts'
import { openKeyFolder } from '../backup/sealed-keys.ts'
import { rowsOf } from '../backup/store.ts'
import { verifyBackup, type WholeBackup } from '../backup/verify-backup.ts'
import { reachDatabase } from '../database/reach-database.ts'
import { progressBar } from '../terminal/progress.ts'
import { passphraseGiven, PASSPHRASE } from './backup-command.ts'
import { listenForCancel } from './cancelling.ts'
import { CommandRefused } from './exit-codes.ts'
import { configured, reached } from './in-house.ts'
import { jsonOption, printJson, printLines } from './printing.ts'

interface Options {
  into?: string
  freshDataDir?: string
  keys?: boolean
  json?: boolean
}

/** Answers the command. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('恢复：先核对备份，再整个写进空的数据库，逐表比对后才生效')
    .argument('<目录>', '备份目录')
    .option('--into <地址>', '恢复到这个空库（postgres://…，用超级用户）')
    .option('--fresh-data-dir <目录>', '恢复到这个新的数据目录，用内置数据库')
    .option('--keys', `把备份里封好的密钥放进新的数据目录，口令写在环境变量 ${PASSPHRASE} 里`)
    .option(...jsonOption)
    .addHelpText('after', '\n备份有一个字节不对，或数据库不是空的，都在写入之前拒绝。')
    .action(restore)
}

async function restore(folder: string, options: Options): Promise<void> {
  const { into, freshDataDir } = options
  if ((into === undefined) === (freshDataDir === undefined))
    throw new CommandRefused('请写明恢复到哪里：--into <地址> 或 --fresh-data-dir <目录>，二选一。')
  if (into !== undefined && !/^postgres(ql)?:\/\//.test(into))
    throw new CommandRefused('--into 后面应以 postgres:// 开头。')
  const checking = progressBar('核对备份', 1)
  const backup = await verifyBackup(resolve(folder), checking.update).finally(() => checking.end())
  const place = freshDataDir === undefined ? undefined : fresh(freshDataDir)
  if (options.keys && place === undefined)
    throw new CommandRefused(
      '--keys 只和 --fresh-data-dir 一起用；外部数据库的密钥请放到 XINLU_DATA_DIR/keys。',
    )
  if (options.keys && !backup.hasKeys) throw new CommandRefused('这个备份里没有密钥。')
  try {
    if (options.keys && place !== undefined) putKeys(backup, place)
    const chains = await restoreInto(backup, { dataDir: place ?? configured().dataDir, databaseUrl: into })
    tell(backup, chains, options, place)
  } catch (error) {
    if (place !== undefined) rmSync(place, { recursive: true, force: true })
    throw error
  }
}

async function restoreInto(
  backup: WholeBackup,
  place: { dataDir: string; databaseUrl: string | undefined },
): Promise<ChainReport> {
  const cancelling = listenForCancel()
  try {
    const { adminUrl, appUrl, stop } = await reached(() => reachDatabase(place))
    const bar = progressBar('恢复', 1)
    try {
      const { signal } = cancelling
      await restoreBackup({
        url: adminUrl,
        backup,
        signal,
        onTable: (_entry, done, of) => bar.update(done, of),
      })
      const database = openDatabase(appUrl, { connections: 1 })
      return await withScope(database, SYSTEM, (tx) => verifyChain(tx), { statementMs: 600_000 }).finally(
        () => database.close(),
      )
    } finally {
      bar.end()
      await stop()
    }
  } finally {
    cancelling.end()
  }
}

function fresh(folder: string): string {
  const dir = resolve(folder)
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new CommandRefused(`目录 ${dir} 里已有内容。请换一个新的目录。`)
  return dir
}

function putKeys({ dir }: WholeBackup, place: string): void {
  openKeyFolder(readFileSync(join(dir, fileNames.keys)), passphraseGiven(), join(place, 'keys'))
}

function tell(
  { manifest }: WholeBackup,
  chains: ChainReport,
  options: Options,
  place: string | undefined,
): void {
  const { tables, takenAt } = manifest
  const rows = rowsOf(manifest)
  if (options.json) printJson({ tables: tables.length, rows, takenAt, chains })
  else {
    printLines([
      `已恢复：${tables.length}张表、${rows.toLocaleString('en')}行，逐表的行数和摘要与备份一致（备份时间 ${takenAt}）。`,
      chains.broken.length === 0
        ? `审计记录完整：${chains.counties}条链、${chains.entries.toLocaleString('en')}条记录。`
        : `审计记录在备份时就不完整：${chains.broken.length}条链有问题，请用 xinlu audit verify 查看。`,
      ...(options.keys
        ? []
        : [
            `启动之前，请先把原来的密钥放到 ${join(place ?? configured().dataDir, 'keys')}，否则加密内容读不出来。`,
          ]),
    ])
  }
  if (chains.broken.length > 0)
    throw new CommandRefused('数据已恢复，但审计记录不完整。请保护备份，并报告安全负责人。')
}
