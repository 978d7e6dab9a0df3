/** Looks at who may come in and how strictly, and whether the places are loaded. */
import { type Day } from '@xinlu/kernel/basis'
import { settingRanges, type SettingKey } from '@xinlu/kernel/access'
import type { Tx } from '@xinlu/kernel/access/server'
import { countAccounts, findRootPlace } from '../store.ts'
import { bad, type Finding, good, note } from './finding.ts'
import { listOfficerDuties, listShippedSettings } from './store.ts'

/** Answers what the accounts are like on a day. */
export async function checkAccounts(tx: Tx, on: Day, isEmbedded: boolean): Promise<Finding[]> {
  const accounts = await countAccounts(tx)
  const isDemo = isEmbedded && accounts.real === 0
  return [
    checkDemoAccounts(accounts.demo, isDemo),
    ...(isDemo ? [] : [checkOfficers(await listOfficerDuties(tx))]),
    ...checkSettings(await listShippedSettings(tx, on), isDemo),
    (await findRootPlace(tx)) === undefined
      ? note('还没有装载区划', '建立演示城市时会自动装载；正式库请用 xinlu divisions load 装载。')
      : good('区划已装载'),
  ]
}

function checkDemoAccounts(open: number, isDemo: boolean): Finding {
  if (open === 0) return good('没有演示账号')
  const what = `有 ${open} 个演示账号可以登录，密码人人知道`
  if (isDemo) return note(what, '这是演示数据库，请不要放入真实数据。')
  return bad(what, '请逐个停用：xinlu accounts end <登录名> --reason 演示账号。')
}

function checkOfficers(duties: readonly string[]): Finding {
  const labels: Record<string, string> = { system: '系统管理员', security: '安全管理员', audit: '审计管理员' }
  const missing = Object.keys(labels).filter((duty) => !duties.includes(duty))
  if (missing.length === 0) return good('三类管理员都已到岗')
  const names = missing.map((duty) => labels[duty]).join('、')
  return note(
    `还没有${names}`,
    '请用 xinlu accounts add 和 xinlu accounts post 设立，三类管理员不能互相兼任。',
  )
}

// Which way a setting may be moved without becoming weaker.
const stricter: Readonly<Record<SettingKey, 'more' | 'less'>> = {
  'password.minLength': 'more',
  'password.classes': 'more',
  'password.maxDays': 'less',
  'password.iterations': 'more',
  'signIn.failures': 'less',
  'signIn.lockMinutes': 'more',
  'session.idleMinutes': 'less',
  'session.absoluteMinutes': 'less',
  'reveal.perHour': 'less',
  'signIn.addressFailures': 'less',
  'signIn.addressMinutes': 'more',
  'session.confirmMinutes': 'less',
  'secondFactor.required': 'more',
  'secondFactor.village': 'more',
  'secondFactor.township': 'more',
  'secondFactor.county': 'more',
  'secondFactor.city': 'more',
  'secondFactor.department': 'more',
  'secondFactor.auditor': 'more',
  'secondFactor.systemOfficer': 'more',
  'secondFactor.securityOfficer': 'more',
  'secondFactor.auditOfficer': 'more',
}

function checkSettings(rows: Awaited<ReturnType<typeof listShippedSettings>>, isDemo: boolean): Finding[] {
  const weak = rows.filter(({ key, value, shipped }) => {
    // Zero days means that a password never grows old.
    if (key === 'password.maxDays' && value === 0) return true
    return stricter[key] === 'more' ? value < shipped : value > shipped
  })
  if (weak.length === 0) return [good('登录和密码参数不低于出厂设置')]
  return weak.map(({ key, value, shipped, document }) => {
    const what = `${settingRanges[key].label}设为 ${value}，出厂设置是 ${shipped}（依据：${document}）`
    if (key !== 'secondFactor.required') return note(what, '比出厂设置宽，请安全管理员确认有文件依据。')
    const advice = '只凭密码就能进入审批、导出和管理岗位。请安全管理员把“按角色要求第二因素”设回 1。'
    return isDemo ? note(what, `${advice}演示库可以不设。`) : bad(what, advice)
  })
}
