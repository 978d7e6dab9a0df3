/** Looks at the keys: are they there, whose eyes reach them, how old is the one in use. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { keystoreCondition } from '@xinlu/kernel/access/server'
import type { Tx } from '@xinlu/kernel/access/server'
import { dayOf } from '@xinlu/kernel/basis'
import type { Config } from '../../config.ts'
import { housekeepingSettings } from '../../housekeeping/store.ts'
import { bad, type Finding, good, note } from './finding.ts'

const DAY_MS = 86_400_000

/** Answers whether the keystore is there, private, and apart from its key-encryption key. */
export function checkKeys({ dataDir, databaseUrl }: Config): Finding {
  const dir = join(dataDir, 'keys')
  const { exists, isPrivate, kekBeside, versions } = keystoreCondition({ dir, kek: process.env['XINLU_KEK'] })
  if (!exists) return note('密钥库还没有建立', '第一次启动时会建立；请把密钥目录与数据库分开备份。')
  if (!isPrivate || isOpen(dir)) return bad('其他用户可以读到密钥库', `请执行 chmod -R go= ${dir}`)
  if (!kekBeside) return good(`密钥库有 ${versions} 个版本，主密钥来自 XINLU_KEK`)
  const advice = '谁拷走目录谁就有了钥匙。请把主密钥移到密钥服务，启动时用 XINLU_KEK 传入，再删去 kek.hex。'
  const what = '主密钥与密钥库放在同一目录'
  return databaseUrl ? bad(what, advice) : note(what, advice)
}

/** Answers whether the data key in use is younger than the setting of the day allows. */
export async function checkKeyAge(
  tx: Tx,
  { dataDir }: Pick<Config, 'dataDir'>,
  now: Date,
): Promise<Finding[]> {
  const { currentSince } = keystoreCondition({ dir: join(dataDir, 'keys'), kek: process.env['XINLU_KEK'] })
  if (currentSince === undefined) return []
  const { dataKeyDays } = await housekeepingSettings(tx, dayOf(now))
  const age = Math.floor((now.getTime() - currentSince.getTime()) / DAY_MS)
  const what = `数据密钥用了 ${age} 天，规定不超过 ${dataKeyDays} 天`
  return [age <= dataKeyDays ? good(what) : bad(what, '请运行 xinlu keys rotate 更换，更换时照常办公。')]
}

function isOpen(dir: string): boolean {
  return existsSync(dir) && (statSync(dir).mode & 0o077) !== 0
}
