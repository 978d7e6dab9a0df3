/** `xinlu keys`: the versions of the data key, a new one with everything sealed anew, an old one taken out of use. */
import { Command } from 'commander'
import { type KeyVersion, withScope } from '@xinlu/kernel/access/server'
import { dayOf } from '@xinlu/kernel/basis'
import { record } from '@xinlu/kernel/audit/server'
import { type OwnerConnection, withOwner } from '../database/with-owner.ts'
import { countVersions } from '../keys/count-versions.ts'
import { reseal, type Resealed, totalOf } from '../keys/reseal.ts'
import { retireKey } from '../keys/retire-key.ts'
import { listSealedPlaces } from '../keys/sealed-places.ts'
import { progressBar } from '../terminal/progress.ts'
import { CommandRefused, exitCodes } from './exit-codes.ts'
import { type Inside, inHouse } from './in-house.ts'
import { operatorOf } from './operator.ts'
import { jsonOption, printJson, printLines } from './printing.ts'
import { countValue } from './values.ts'

interface Options {
  resume?: boolean
  json?: boolean
}

const versionValue = countValue(1, 255)

/** Answers the command with its acts below it. */
export function keysCommand(): Command {
  return new Command('keys')
    .description('数据密钥：有哪些版本、各有多少加密内容，以及更换、停用旧版本')
    .option(...jsonOption)
    .addHelpText(
      'after',
      '\n更换时照常办公，随时可以按 Ctrl-C 停下，再运行 xinlu keys rotate --resume 接着做。\n换完之后请重新备份密钥目录；旧版本要等最后一份用它的备份过了保管期，才不再需要。',
    )
    .action(showKeys)
    .addCommand(rotateCommand())
    .addCommand(retireCommand())
    .addCommand(recallCommand())
}

function rotateCommand(): Command {
  return new Command('rotate')
    .description('更换：增加一版数据密钥，把全部加密内容换成用新密钥加密')
    .option('--resume', '不增加新版本，只把还没换完的接着换完')
    .option(...jsonOption)
    .action(rotate)
}

function retireCommand(): Command {
  return new Command('retire')
    .description('停用：不再用某一版解密；还有内容要用它时不准停用')
    .argument('<版本>', '版本号', versionValue)
    .action(async (version: number) => {
      await inHouse(async (inside) => {
        const { house, signal } = inside
        await withOwner(house, (client) => retireKey(client, house.keys, version, { signal }))
        await note(inside, 'operations.retireKey', { version })
      })
      printLines([
        `第 ${version} 版数据密钥已停用。它仍封存在密钥库里：恢复用它加密的旧备份时，用 xinlu keys recall ${version} 重新启用。`,
      ])
    })
}

function recallCommand(): Command {
  return new Command('recall')
    .description('重新启用停用了的版本：恢复旧备份时用')
    .argument('<版本>', '版本号', versionValue)
    .action(async (version: number) => {
      await inHouse(async (inside) => {
        inside.house.keys.recall(version)
        await note(inside, 'operations.recallKey', { version })
      })
      printLines([
        `第 ${version} 版数据密钥可以解密了。请运行 xinlu keys rotate --resume 换成新密钥，再停用它。`,
      ])
    })
}

async function showKeys({ json }: Options): Promise<void> {
  const { versions, counts } = await inHouse(async ({ house }) => ({
    versions: house.keys.versions(),
    counts: await withOwner(house, async (client) => countVersions(client, await listSealedPlaces(client))),
  }))
  if (json) return printJson({ versions, counts })
  const lines = versions.map((key) => {
    const used = totalOf(counts.filter(({ version }) => version === key.version))
    return `第 ${key.version} 版　${stateLabels[key.state]}　${day(key)}　加密内容 ${amount(used)} 处`
  })
  const current = versions.find(({ state }) => state === 'current')!.version
  const older = counts.filter(({ version }) => version !== current)
  printLines([
    ...lines,
    ...older.map(
      ({ table, column, version, count }) => `　${table}.${column}：第 ${version} 版 ${amount(count)} 处`,
    ),
    older.length === 0
      ? '全部加密内容都用最新一版。'
      : `还有 ${amount(totalOf(older))} 处没有换成最新一版，请运行 xinlu keys rotate --resume。`,
  ])
}

const stateLabels = { current: '使用中', readable: '只解密', retired: '已停用' } as const

async function rotate({ resume, json }: Options): Promise<void> {
  const done = await inHouse(async (inside) => {
    const { house, signal } = inside
    const outcome = await withOwner(house, async (client) => {
      if (!resume) await addVersion(inside, await countVersions(client, await listSealedPlaces(client)))
      return resealWatched(client, inside)
    })
    if (!('stopped' in outcome) && outcome.values > 0)
      await note(inside, 'operations.resealValues', {
        version: outcome.version,
        values: outcome.values,
        unreadable: outcome.unreadable,
        left: totalOf(outcome.left),
      })
    // What was sealed anew stays; a stop is no failure of it, so nothing is thrown while the signal is up.
    return signal.aborted && !('stopped' in outcome) ? { stopped: outcome.values } : outcome
  })
  if ('stopped' in done)
    throw new CommandRefused(
      `已停下：换好 ${amount(done.stopped)} 处，其余仍用旧密钥，照常能用。请用 xinlu keys rotate --resume 接着做。`,
      exitCodes.cancelled,
    )
  if (json) printJson(done)
  else
    printLines([
      `第 ${done.version} 版数据密钥使用中，换好 ${amount(done.values)} 处加密内容。`,
      '请重新备份密钥目录。确认之后可用 xinlu keys retire <旧版本> 停用旧版本。',
    ])
  const lines = done.left.map(
    ({ table, column, version, count }) => `${table}.${column}：第 ${version} 版 ${amount(count)} 处`,
  )
  if (done.unreadable > 0)
    throw new CommandRefused(
      `有 ${amount(done.unreadable)} 处用现有的密钥解不开，没有改动。请查明来历，必要时从备份恢复密钥目录。`,
      exitCodes.refused,
      lines,
    )
  if (lines.length > 0)
    throw new CommandRefused(
      '有些内容一直有人在改，没有换完。请过一会儿运行 xinlu keys rotate --resume。',
      exitCodes.refused,
      lines,
    )
}

async function resealWatched(
  client: OwnerConnection,
  { house, signal }: Inside,
): Promise<Resealed | { stopped: number }> {
  const bar = progressBar('换密钥', 1)
  let sofar = 0
  try {
    return await reseal(client, house.keys, {
      signal,
      onPage: (count, of) => {
        sofar = count
        bar.update(count, of)
      },
    })
  } catch (error) {
    if (!signal.aborted) throw error
    return { stopped: sofar }
  } finally {
    bar.end()
  }
}

// A version more while the last one is not through would only make the work longer.
async function addVersion(inside: Inside, counts: Awaited<ReturnType<typeof countVersions>>): Promise<void> {
  const { keys } = inside.house
  const current = keys.versions().find(({ state }) => state === 'current')!.version
  const older = counts.filter(({ version }) => version !== current)
  if (older.length > 0)
    throw new CommandRefused(
      `上次更换还没有做完：${amount(totalOf(older))} 处仍用旧密钥。请先运行 xinlu keys rotate --resume。`,
    )
  await note(inside, 'operations.rotateKeys', { version: keys.rotate() })
}

async function note(inside: Inside, act: string, detail: Record<string, number>): Promise<void> {
  const actor = await operatorOf(inside, {}, 'systemOfficer')
  await withScope(inside.house.database, actor, (tx) =>
    record(tx, actor, act, { subjectKind: 'key', division: actor.division, detail }),
  )
}

function day({ madeAt }: KeyVersion): string {
  return madeAt === undefined ? '启用日期没有记录' : `${dayOf(madeAt)} 启用`
}

function amount(count: number): string {
  return count.toLocaleString('en')
}
