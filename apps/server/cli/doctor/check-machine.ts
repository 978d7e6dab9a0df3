/** Looks at the machine and the configuration: Node, disk, files, network. */
import { existsSync, mkdirSync, statSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { keystoreCondition } from '@xinlu/kernel/access/server'
import type { Config } from '../../config.ts'
import { bad, type Finding, good, note } from './finding.ts'

const LEAST_NODE = 24
const GB = 1024 ** 3
const NO_ROOM_GB = 1
const LITTLE_ROOM_GB = 10

/** Answers what the machine is like; makes the data folder when it is missing, as every start does. */
export function checkMachine(config: Config): Finding[] {
  mkdirSync(config.dataDir, { recursive: true })
  return [checkNode(), checkDisk(config), checkFiles(config), checkKeys(config), checkNetwork(config)]
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

function checkKeys({ dataDir, databaseUrl }: Config): Finding {
  const dir = join(dataDir, 'keys')
  const { exists, isPrivate, kekBeside, versions } = keystoreCondition({ dir, kek: process.env['XINLU_KEK'] })
  if (!exists) return note('密钥库还没有建立', '第一次启动时会建立；请把密钥目录与数据库分开备份。')
  if (!isPrivate) return bad('其他用户可以读到密钥库', `请执行 chmod -R go= ${dir}`)
  if (!kekBeside) return good(`密钥库有 ${versions} 个版本，主密钥来自 XINLU_KEK`)
  const advice = '谁拷走目录谁就有了钥匙。请把主密钥移到密钥服务，启动时用 XINLU_KEK 传入，再删去 kek.hex。'
  const what = '主密钥与密钥库放在同一目录'
  return databaseUrl ? bad(what, advice) : note(what, advice)
}

function checkNetwork({ host, port, behindTls }: Config): Finding {
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(host)
  const what = `监听 ${host}:${port}，${behindTls ? '前面有 TLS 网关' : '没有 TLS 网关'}`
  if (isLocal && behindTls) return good(what)
  if (isLocal) return note(what, '只在本机可用。正式使用请在前面放 TLS 网关，并设 XINLU_BEHIND_TLS=yes。')
  return behindTls ? good(what) : bad(what, '明文对外开放。请改为 XINLU_HOST=127.0.0.1，由 TLS 网关转发。')
}
