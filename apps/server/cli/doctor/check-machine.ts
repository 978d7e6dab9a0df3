/** Looks at the machine and the configuration: Node, disk, files, network. */
import { existsSync, mkdirSync, readdirSync, statSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { isLogFile } from '../../http/log-file.ts'
import { checkAddress } from './check-address.ts'
import { checkKeys } from './check-keys.ts'
import { checkTimeSync, readTimeSync } from './check-time.ts'
import { bad, type Finding, good, note } from './finding.ts'

const LEAST_NODE = 24
const GB = 1024 ** 3
const NO_ROOM_GB = 1
const LITTLE_ROOM_GB = 10

/** Answers what the machine is like; makes the data folder when it is missing, as every start does. */
export function checkMachine(config: Config): Finding[] {
  mkdirSync(config.dataDir, { recursive: true })
  return [
    checkNode(),
    checkDisk(config),
    checkFiles(config),
    checkKeys(config),
    ...checkLogs(config),
    checkTimeSync(readTimeSync()),
    ...checkAddress(config.databaseUrl),
    checkNetwork(config),
  ]
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  const what = `Node ${process.versions.node}`
  return major >= LEAST_NODE ? good(what) : bad(what, `请用项目自带的 Node ${LEAST_NODE}：npx xinlu doctor。`)
}

function checkDisk({ dataDir }: Config): Finding {
  const { bavail, bsize } = statfsSync(dataDir)
  const free = (bavail * bsize) / GB
  const what = `数据目录 ${dataDir} 还有 ${free.toFixed(1)} GB 空间`
  if (free < NO_ROOM_GB) return bad(what, '磁盘快满了，请马上清理或扩容，否则不能保存。')
  return free < LITTLE_ROOM_GB ? note(what, '空间不多，请及时扩容。') : good(what)
}

function checkFiles({ dataDir }: Config): Finding {
  const open = ['role-passwords.json', 'postgres-password']
    .map((name) => join(dataDir, name))
    .filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0)
  if (open.length === 0) return good('密码文件只有本人可读')
  return bad(`其他用户可以读到：${open.join('、')}`, `请执行 chmod 600 ${open.join(' ')}`)
}

function checkLogs({ logs }: Config): Finding[] {
  if (!logs) return []
  mkdirSync(logs.dir, { recursive: true, mode: 0o700 })
  if ((statSync(logs.dir).mode & 0o077) !== 0)
    return [bad(`其他用户可以读到日志目录 ${logs.dir}`, `请执行 chmod -R go= ${logs.dir}`)]
  const files = readdirSync(logs.dir).filter(isLogFile)
  const bytes = files.reduce((sum, name) => sum + statSync(join(logs.dir, name)).size, 0)
  const what = `日志 ${files.length} 个文件，共 ${(bytes / GB).toFixed(1)} GB，上限 ${(logs.mostBytes / GB).toFixed(0)} GB`
  if (bytes < logs.mostBytes * 0.9) return [good(what)]
  return [note(what, '快满了，再满会先删最早的，可能不够六个月。请把旧日志转存，或调大 XINLU_LOG_MAX_GB。')]
}

function checkNetwork({ host, port, behindTls }: Config): Finding {
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(host)
  const what = `监听 ${host}:${port}，${behindTls ? '前面有 TLS 网关' : '没有 TLS 网关'}`
  if (isLocal && behindTls) return good(what)
  if (isLocal) return note(what, '只在本机可用。正式使用请在前面放 TLS 网关，并设 XINLU_BEHIND_TLS=yes。')
  return behindTls ? good(what) : bad(what, '明文对外开放。请改为 XINLU_HOST=127.0.0.1，由 TLS 网关转发。')
}
