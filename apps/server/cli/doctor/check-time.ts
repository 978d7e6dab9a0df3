/** Looks at whether this machine sets its clock by a time server. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Finding, good, note } from './finding.ts'

/** What the machine says of its clock; nothing when it says nothing. */
export type TimeSync = boolean | undefined

/** Asks systemd, and looks for the mark of its time service. */
export function readTimeSync(): TimeSync {
  if (existsSync('/run/systemd/timesync/synchronized')) return true
  const asked = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
    encoding: 'utf8',
    timeout: 2000,
  })
  const said = asked.status === 0 ? asked.stdout.trim() : ''
  return said === 'yes' ? true : said === 'no' ? false : undefined
}

/** Answers what it means: deadlines, the audit trail and one-time codes all go by this clock. */
export function checkTimeSync(isSynchronised: TimeSync): Finding {
  if (isSynchronised === true) return good('本机时钟由时间服务器校准')
  const advice =
    '时限、留痕和动态验证码都按本机时钟。请配置 chrony 或 systemd-timesyncd，指向单位的时间服务器。'
  return isSynchronised === false
    ? note('本机时钟没有校准', advice)
    : note('看不出本机时钟是否校准', `${advice}已经配置的（例如在容器里），请在宿主机上查看。`)
}
