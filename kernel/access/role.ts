/** The roles a post can have, from the village to the three officers who run the system. */

/** What a post is for; what it may do is said by each permission. */
export const roles = {
  village: '村专员',
  township: '乡专干',
  county: '县专班',
  city: '市局',
  department: '部门联络员',
  auditor: '督导审计',
  systemOfficer: '系统管理员',
  securityOfficer: '安全管理员',
  auditOfficer: '审计管理员',
} as const

/** The stable code of a role. */
export type Role = keyof typeof roles
