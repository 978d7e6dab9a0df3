/** What has to become of a field of a ledger at each door, as the definitions say. */
import { isCleared } from '@xinlu/kernel/access'
import { exchangePermissions } from '@xinlu/kernel/exchange'
import type { ImportTarget } from '@xinlu/kernel/exchange/server'
import type { Column } from '@xinlu/kernel/ledgers'
import { departmentPermissions, type FeedName, ledgersFor, mayReadFact } from '@xinlu/departments'
import { factSensitivity, households } from '@xinlu/households'
import { expectedOf } from '../checks/ledger-doors.ts'
import type { Asker } from '../city/actors.ts'
import type { ShownAs } from './shown-as.ts'

/** The doors at which fields of ledgers come out, with the words of the table. */
export const ledgerDoors = {
  list: '导入预览',
  error: '错误行',
  export: '导出',
  detail: '详情',
  duplicate: '待核对',
} as const

/** The code of one. */
export type LedgerDoor = keyof typeof ledgerDoors

/** Somebody at work: an asker with a role. */
export type Worker = Asker & { role: NonNullable<Asker['role']> }

/** One column of a ledger. */
export interface Field {
  target: ImportTarget
  key: string
  column: Column
}

/** Answers what this asker has to be shown of a field at a door. */
export function expectedField(door: LedgerDoor, asker: Worker, field: Field): ShownAs {
  switch (door) {
    case 'list':
      return mayOpenImport(asker, field) ? masked(asker, field) : 'refused'
    case 'error':
      return mayOpenImport(asker, field) ? typed(asker, field) : 'refused'
    case 'export':
      if (!expectedOf(asker, field.target, exchangePermissions.export.roles)) return 'refused'
      return field.column.stored && field.column.kind !== 'file' ? masked(asker, field) : 'absent'
    case 'detail':
      return field.target.ledger.name === 'households.person'
        ? onPage(asker, field)
        : asFact(asker, field, departmentPermissions.readRecords.roles)
    case 'duplicate':
      return asFact(asker, field, departmentPermissions.readWaiting.roles, true)
    default:
      return door satisfies never
  }
}

function mayOpenImport({ role, unit }: Worker, { target }: Field): boolean {
  if (!exchangePermissions.read.roles.includes(role)) return false
  const senders = target.units ?? [target.ledger.owner]
  return role !== 'department' || senders.some((ending) => unit.endsWith(ending))
}

// Numbers of people are masked even for those who are cleared; opening one is a request of its own.
function masked(asker: Worker, { column }: Field): ShownAs {
  if (column.sealed === 'citizen') return 'masked'
  if (!isCleared(asker, column.sensitivity)) return 'hidden'
  return column.sealed === 'phone' ? 'masked' : 'shown'
}

// Whoever repairs a file sees what he typed; others see it as far as they are cleared.
function typed(asker: Worker, { target, column }: Field): ShownAs {
  const repairs = target.permission.roles.includes(asker.role)
  return repairs || isCleared(asker, column.sensitivity) ? 'shown' : 'hidden'
}

const beside = ['citizen', 'name', 'card']

// What the department wrote of the place is kept while the record waits, and never stored with it.
function asFact(
  asker: Worker,
  { target, key, column }: Field,
  roles: readonly string[],
  isAsGiven = false,
): ShownAs {
  const [module, feed] = target.ledger.name.split('.') as [string, FeedName]
  if (module !== 'departments') return 'absent'
  if (!roles.includes(asker.role)) return 'refused'
  if (!ledgersFor(asker).includes(feed) || beside.includes(key) || column.sealed) return 'absent'
  if (!column.stored && !isAsGiven) return 'absent'
  return mayReadFact(asker, feed, column.sensitivity) ? 'shown' : 'hidden'
}

const onPageMasked = ['idNumber', 'phone', 'householdPhone']
const onPageShown = ['name', 'sex', 'born']

function onPage(asker: Worker, { key }: Field): ShownAs {
  if (!households.read.roles.includes(asker.role)) return 'refused'
  if (onPageMasked.includes(key)) return 'masked'
  if (onPageShown.includes(key)) return 'shown'
  if (!Object.hasOwn(factSensitivity, key)) return 'absent'
  const sensitivity = factSensitivity[key as keyof typeof factSensitivity]
  return isCleared(asker, sensitivity) ? 'shown' : 'hidden'
}
