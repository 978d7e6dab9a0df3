/** What the three officers may do; each line is one of them, except what concerns oneself. */
import { type Role, definePermissions, roles } from '@xinlu/kernel/access'

/** The permissions of administration. */
export const permissions = definePermissions('administration', {
  manageAccounts: { label: '管理账号', roles: ['systemOfficer'] },
  listAccounts: { label: '查看账号和岗位', roles: ['systemOfficer', 'securityOfficer', 'auditOfficer'] },
  givePosts: { label: '授予和收回岗位', roles: ['securityOfficer'] },
  changeSettings: { label: '设置登录和密码参数', roles: ['securityOfficer'] },
  readSettings: { label: '查看登录和密码参数', roles: ['systemOfficer', 'securityOfficer', 'auditOfficer'] },
  readAudit: { label: '查询审计记录', roles: ['auditor', 'auditOfficer'] },
  searchPlaces: { label: '查找区划', roles: Object.keys(roles) as Role[] },
  ownSessions: { label: '管理自己的登录', roles: Object.keys(roles) as Role[] },
})
