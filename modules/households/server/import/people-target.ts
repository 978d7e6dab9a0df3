/** The list of people as an import target. */
import type { ImportTarget } from '@xinlu/kernel/exchange/server'
import { personLedger } from '../../ledger.ts'
import { households } from '../../permissions.ts'
import { judgePeople } from './judge-people.ts'
import { takeBackPeople } from './take-back.ts'
import { writePeople } from './write-people.ts'

/** Reads the national list of people as it is; people who are not in a file stay as they are. */
export const peopleTarget: ImportTarget = {
  ledger: personLedger,
  permission: households.import,
  identity: { person: 'idNumber', name: 'name', digits: { born: 'born', sex: 'sex' } },
  source: 'households.person_sheet',
  resolve: judgePeople,
  commit: writePeople,
  undo: takeBackPeople,
}
