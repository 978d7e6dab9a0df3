/** What may be done with households, and whose work it is. */
import { definePermissions } from '@xinlu/kernel/access'

/** The permissions of this module. */
export const households = definePermissions('households', {
  read: { label: '查看户档', roles: ['village', 'township', 'county', 'city', 'auditor'] },
  reveal: { label: '点击查看证件号码和电话', roles: ['village', 'township', 'county', 'city'] },
  register: { label: '新建户档', roles: ['village', 'township', 'county'] },
  changeMembers: { label: '增减人口', roles: ['village', 'township', 'county'] },
  arrange: { label: '分户、合户、户主变更', roles: ['township', 'county'] },
  move: { label: '户籍迁移', roles: ['township', 'county', 'city'] },
  correctIdentity: { label: '更正证件', roles: ['township', 'county'] },
  record: { label: '登记走访和收支', roles: ['village', 'township', 'county'] },
  explain: { label: '说明数据疑问', roles: ['village', 'township', 'county'] },
  import: { label: '导入户档和收入', roles: ['township', 'county', 'city'] },
})
