/** What may be done with department data, and who may; whose ledgers a liaison reaches is said by `ledgersFor`. */
import { definePermissions, type Actor } from '@xinlu/kernel/access'
import { feedsOf } from './feeds.ts'
import { departmentOfUnit, feedNames, type FeedName } from './model.ts'

/** The permissions of this module. */
export const departmentPermissions = definePermissions('departments', {
  exchange: { label: '导入导出部门数据', roles: ['department', 'county', 'city'] },
  readBatches: { label: '查看部门数据报送情况', roles: ['department', 'county', 'city', 'auditor'] },
  readWaiting: { label: '查看待核对的部门记录', roles: ['department', 'county', 'city', 'auditor'] },
  decideWaiting: { label: '核对部门记录', roles: ['county', 'city'] },
  readRecords: {
    label: '查看农户的部门数据',
    roles: ['village', 'township', 'county', 'city', 'department', 'auditor'],
  },
})

/**
 * Answers the feeds an actor reaches: a liaison those of the own department (none when the unit is no department),
 * everybody else all of them; what the permissions allow comes on top.
 */
export function ledgersFor(actor: Pick<Actor, 'role' | 'unit'>): readonly FeedName[] {
  if (actor.role !== 'department') return feedNames
  const department = departmentOfUnit(actor.unit)
  return department === undefined ? [] : feedsOf(department)
}
