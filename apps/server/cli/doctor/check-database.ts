/** Looks at PostgreSQL: its release, what it promises to keep, its clock, the roles, every row policy. */
import { connectionOf, type Tx } from '@xinlu/kernel/access/server'
import { inspectCatalog } from '../../catalog/inspect-catalog.ts'
import { type DatabaseRole, type DatabaseState, readDatabaseState, readRoles } from './store.ts'
import { bad, type Finding, good, note } from './finding.ts'
import { LEAST_MAJOR, leastMinor, missingFixes } from './postgres-fixes.ts'

const CLOCK_NOTE_MS = 2_000
const CLOCK_BAD_MS = 60_000
const MOST_SHOWN = 10

/** Answers what the database is like; `isEmbedded` is the one for trying. */
export async function checkDatabase(tx: Tx, isEmbedded: boolean): Promise<Finding[]> {
  const asked = Date.now()
  const state = await readDatabaseState(tx)
  // Half of the way there and back is not the clock's fault.
  const apart = Math.abs(state.now.getTime() - (asked + Date.now()) / 2)
  return [
    checkRelease(state, isEmbedded),
    checkDurability(state),
    checkArchive(state, isEmbedded),
    checkLogged(state),
    checkClock(apart),
    checkWay(state, isEmbedded),
    ...checkRoles(await readRoles(tx)),
    ...(await checkCatalog(tx)),
  ]
}

function checkRelease({ version }: DatabaseState, isEmbedded: boolean): Finding {
  const major = Math.floor(version / 10_000)
  const minor = version % 10_000
  const what = `PostgreSQL ${major}.${minor}${isEmbedded ? '（内置）' : ''}`
  if (major < LEAST_MAJOR) return bad(what, `版本太旧，请升级到 ${LEAST_MAJOR} 以上。`)
  const missing = missingFixes(major, minor)
  if (missing.length === 0)
    return isEmbedded
      ? note(what, '内置数据库供试用和测试，正式使用请另装 PostgreSQL，用 DATABASE_URL 连接。')
      : good(what)
  const lacks = missing.map(({ cve, about }) => `${cve}（${about}）`).join('、')
  const told = `${what}，缺少安全修复：${lacks}`
  if (isEmbedded)
    return note(
      told,
      `内置数据库只供试用。正式使用请装 PostgreSQL ${major}.${leastMinor(major)} 以上，用 DATABASE_URL 连接。`,
    )
  return bad(told, `请升级到 ${major}.${leastMinor(major)} 以上。`)
}

function checkDurability({ fsync, synchronousCommit, fullPageWrites, checksums }: DatabaseState): Finding {
  const off = [
    ...(fsync === 'on' ? [] : ['fsync']),
    ...(synchronousCommit === 'off' ? ['synchronous_commit'] : []),
    ...(fullPageWrites === 'on' ? [] : ['full_page_writes']),
  ]
  if (off.length > 0)
    return bad(`${off.join('、')} 已关闭`, '断电会丢失已保存的内容。请在 postgresql.conf 中打开。')
  if (checksums !== 'on')
    return note('断电不丢数据，数据页没有校验和', '建议用 initdb --data-checksums 建库，磁盘坏了能及时发现。')
  return good('断电不丢数据，数据页有校验和')
}

function checkArchive({ archives }: DatabaseState, isEmbedded: boolean): Finding {
  if (archives) return good('数据库在归档，能恢复到任何一个时刻')
  const advice = '只能恢复到上次备份的时刻。请照手册“时间点恢复”打开 archive_mode，每月演练一次。'
  return note(isEmbedded ? '内置数据库没有归档' : '数据库没有归档', advice)
}

// What people search for by name or code is in the statements; sealed numbers never are.
function checkLogged({ logged }: DatabaseState): Finding {
  if (logged.length === 0) return good('数据库不把办理内容写进自己的日志')
  return note(
    `数据库把语句连同内容写进自己的日志：${logged.join('、')}`,
    '姓名等会留在数据库的日志里。查完问题请改回：log_statement = none，其余 -1 或 0。',
  )
}

function checkClock(apart: number): Finding {
  const what = `本机与数据库的时钟相差 ${(apart / 1000).toFixed(1)} 秒`
  if (apart > CLOCK_BAD_MS) return bad(what, '时限和留痕会出错。请为两台机器配置同一个时间服务器。')
  return apart > CLOCK_NOTE_MS ? note(what, '请检查时间同步。') : good(what)
}

function checkWay({ ssl, isLocal }: DatabaseState, isEmbedded: boolean): Finding {
  if (isEmbedded || isLocal) return good('与数据库的连接不出本机')
  return ssl
    ? good('与数据库的连接已加密')
    : bad('与数据库的连接没有加密', '请在 DATABASE_URL 后面加 ?sslmode=verify-full，并配置证书。')
}

type Power = Exclude<keyof DatabaseRole, 'name'>

const wanted: Readonly<Record<string, Readonly<Partial<Record<Power, boolean>>>>> = {
  xinlu_owner: { canLogin: false, isSuper: false },
  xinlu_app: { canLogin: true, isSuper: false, bypassesRls: false, createsDb: false, createsRole: false },
  xinlu_backup: { isSuper: false, bypassesRls: true, createsDb: false, createsRole: false },
}

const powerLabels: Readonly<Record<Power, string>> = {
  canLogin: '可登录',
  isSuper: '超级用户',
  bypassesRls: '绕过行级安全',
  createsDb: '可建库',
  createsRole: '可建角色',
}

function checkRoles(roles: readonly DatabaseRole[]): Finding[] {
  const faults = Object.entries(wanted).flatMap(([name, powers]) => {
    const role = roles.find((found) => found.name === name)
    if (!role) return [`没有角色 ${name}`]
    return Object.entries(powers)
      .filter(([power, value]) => role[power as Power] !== value)
      .map(([power, value]) => `${name} ${value ? '应当' : '不应'}${powerLabels[power as Power]}`)
  })
  if (faults.length === 0) return [good('三个数据库角色的权限正确')]
  return faults.map((fault) => bad(fault, '请由数据库管理员用 alter role 改正。'))
}

async function checkCatalog(tx: Tx): Promise<Finding[]> {
  const found = await inspectCatalog(connectionOf(tx))
  const breaches = found.filter(({ weight }) => weight === 'breach')
  const notes = found.filter(({ weight }) => weight === 'note')
  const lines = breaches
    .slice(0, MOST_SHOWN)
    .map(({ object, message }) =>
      bad(`${object}：${message}`, '数据可能越过管辖范围。请停止使用，用迁移文件改正。'),
    )
  if (breaches.length > MOST_SHOWN)
    lines.push(bad(`另有 ${breaches.length - MOST_SHOWN} 处缺口`, '改正上面各处之后再查一次。'))
  if (lines.length === 0) lines.push(good('逐表检查行级安全、主键和权限，没有缺口'))
  if (notes.length > 0)
    lines.push(note(`${notes.length} 处表结构写得不整齐，不影响数据安全`, '请告诉开发人员。'))
  return lines
}
