/** The numbers of sign-in that a regulation or the house sets; their values are dated rows with their document. */

/** What a setting is called, and between which numbers it may be set: looser would break 等保三级, stricter nobody could work. */
export interface SettingRange {
  label: string
  least: number
  most: number
}

/** Every setting by its key, as the security officer reads it. */
export const settingRanges = {
  'password.minLength': { label: '密码最少位数', least: 8, most: 64 },
  'password.classes': { label: '密码至少包含几类字符', least: 1, most: 4 },
  'password.maxDays': { label: '密码最长使用天数（0 为不限）', least: 0, most: 3650 },
  'password.iterations': { label: '密码加密的迭代次数', least: 100_000, most: 5_000_000 },
  'signIn.failures': { label: '连续输错几次锁定账号', least: 3, most: 10 },
  'signIn.lockMinutes': { label: '锁定分钟数', least: 10, most: 1440 },
  'session.idleMinutes': { label: '无操作自动退出分钟数', least: 5, most: 120 },
  'session.absoluteMinutes': { label: '登录最长分钟数', least: 60, most: 720 },
  'reveal.perHour': { label: '每人每小时最多查看隐藏信息次数', least: 1, most: 600 },
} as const satisfies Record<string, SettingRange>

/** The key of a setting. */
export type SettingKey = keyof typeof settingRanges

/** The values in force on a day. */
export type Settings = Readonly<Record<SettingKey, number>>
