/** What the room lets people do; each ledger asks for its own permission besides. */
import { definePermissions } from '../access/index.ts'

/** Importing and exporting as such. */
export const exchangePermissions = definePermissions('exchange', {
  import: { label: '导入表格', roles: ['village', 'township', 'county', 'city', 'department'] },
  read: { label: '查看导入记录', roles: ['village', 'township', 'county', 'city', 'department', 'auditor'] },
  export: { label: '导出表格', roles: ['township', 'county', 'city', 'department'] },
})
