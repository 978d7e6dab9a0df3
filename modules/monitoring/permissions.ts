/** What may be done at the findings desk, and who may do it. */
import { definePermissions } from '@xinlu/kernel/access'

/** The permissions of this module; which rules a post sees of it is said by `rulesFor`. */
export const monitoringPermissions = definePermissions('monitoring', {
  read: {
    label: '查看疑点',
    roles: ['village', 'township', 'county', 'city', 'department', 'auditor'],
  },
  explain: {
    label: '查看疑点说明',
    roles: ['village', 'township', 'county', 'city', 'department', 'auditor'],
  },
  decide: { label: '核实疑点', roles: ['township', 'county'] },
  screen: { label: '发起筛查', roles: ['township', 'county', 'city'] },
  readRuns: { label: '查看筛查记录', roles: ['township', 'county', 'city', 'auditor'] },
  tryParameters: { label: '参数试算', roles: ['township', 'county', 'city'] },
  setParameter: { label: '设定规则参数', roles: ['county', 'city'] },
  exchangeMeasures: { label: '导入导出帮扶措施', roles: ['township', 'county', 'city'] },
})
