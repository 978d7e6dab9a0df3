/** Looks at how old the newest backup is. */
import type { Tx } from '@xinlu/kernel/access/server'
import { findLastBackup } from '../../backup/store.ts'
import { bad, type Finding, good, note } from './finding.ts'

const DAY_MS = 86_400_000
const FRESH_DAYS = 1.5
const STALE_DAYS = 7

/** Answers how long ago a backup was taken with `xinlu backup`; `isEmbedded` is a database for trying. */
export async function checkBackup(tx: Tx, now: Date, isEmbedded: boolean): Promise<Finding> {
  const last = await findLastBackup(tx)
  const advice = '请每天运行 xinlu backup -o <新目录>，并把备份放到另一处机房。'
  if (last === undefined) {
    const what = '还没有用 xinlu backup 备份过'
    return isEmbedded
      ? note(what, advice)
      : bad(what, `${advice}如用数据库自己的归档备份，请照手册定期演练恢复。`)
  }
  const days = (now.getTime() - last.getTime()) / DAY_MS
  const what = `上次备份在 ${days < 1 ? `${Math.floor(days * 24)} 小时` : `${Math.floor(days)} 天`}前`
  if (days <= FRESH_DAYS) return good(what)
  return days > STALE_DAYS && !isEmbedded ? bad(what, advice) : note(what, advice)
}
