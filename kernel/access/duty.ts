/** The three officers are three people: an account has one duty, and holds only posts of that duty. */
import type { Role } from './role.ts'

/** What an account is for; chosen when it is made, never changed. */
export const duties = {
  work: '业务',
  system: '系统管理',
  security: '安全管理',
  audit: '审计管理',
} as const

/** The code of a duty. */
export type Duty = keyof typeof duties

/** Answers the duty that a role belongs to. */
export function dutyOf(role: Role): Duty {
  switch (role) {
    case 'systemOfficer':
      return 'system'
    case 'securityOfficer':
      return 'security'
    case 'auditOfficer':
      return 'audit'
    case 'village':
    case 'township':
    case 'county':
    case 'city':
    case 'department':
    case 'auditor':
      return 'work'
    default:
      return role satisfies never
  }
}
