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
  'signIn.addressFailures': { label: '同一网络地址连续登录失败几次暂停登录', least: 10, most: 1000 },
  'signIn.addressMinutes': { label: '同一网络地址登录失败的统计分钟数', least: 5, most: 1440 },
  'session.confirmMinutes': {
    label: '查看隐藏信息和导出前，输入密码或动态码后的有效分钟数',
    least: 1,
    most: 30,
  },
  // The switch is turned off for the demo city alone, which is not done through these acts.
  'secondFactor.required': { label: '按角色要求第二因素', least: 1, most: 1 },
  'secondFactor.village': { label: '村专员必须使用第二因素', least: 0, most: 1 },
  'secondFactor.township': { label: '乡专干必须使用第二因素', least: 0, most: 1 },
  'secondFactor.county': { label: '县专班必须使用第二因素', least: 1, most: 1 },
  'secondFactor.city': { label: '市局必须使用第二因素', least: 1, most: 1 },
  'secondFactor.department': { label: '部门联络员必须使用第二因素', least: 0, most: 1 },
  'secondFactor.auditor': { label: '督导审计必须使用第二因素', least: 0, most: 1 },
  'secondFactor.systemOfficer': { label: '系统管理员必须使用第二因素', least: 1, most: 1 },
  'secondFactor.securityOfficer': { label: '安全管理员必须使用第二因素', least: 1, most: 1 },
  'secondFactor.auditOfficer': { label: '审计管理员必须使用第二因素', least: 1, most: 1 },
} as const satisfies Record<string, SettingRange>

/** The key of a setting. */
export type SettingKey = keyof typeof settingRanges

/** The values in force on a day. */
export type Settings = Readonly<Record<SettingKey, number>>
