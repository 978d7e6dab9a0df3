/** The server side of households. */
import { type ServerModule, defineServerModule } from '@xinlu/kernel/commands/server'
import { households as permissions } from '../permissions.ts'
import { codeInUse, moveWaiting, numberInUse } from '../problems.ts'
import { addMember } from './add-member.ts'
import { changeHead } from './change-head.ts'
import { correctIdentity } from './correct-identity.ts'
import { explainDoubt } from './explain-doubt.ts'
import type { Follower } from './follower.ts'
import { getHousehold } from './get-household.ts'
import { listMoves } from './list-moves.ts'
import { listVillage } from './list-village.ts'
import { mergeHouseholds } from './merge-households.ts'
import { moveHousehold } from './move-household.ts'
import { receiveMove } from './receive-move.ts'
import { recordIncome } from './record-income.ts'
import { recordVisit } from './record-visit.ts'
import { registerHousehold } from './register-household.ts'
import { removeMember } from './remove-member.ts'
import { revealHousehold, revealPerson } from './reveal-numbers.ts'
import { searchHouseholds } from './search-households.ts'
import { splitHousehold } from './split-household.ts'
import { withdrawMove } from './withdraw-move.ts'

export { incomeTarget } from './import/income-target.ts'
export { peopleTarget } from './import/people-target.ts'
export type { Follower } from './follower.ts'
export { initialsOfName } from './name-pinyin.ts'

/** What the server offers of this module; what `followers` keep about a household moves with it. */
export const householdsServer = ({ followers }: { followers: readonly Follower[] }): ServerModule =>
  defineServerModule({
    name: 'households',
    permissions,
    commands: [
      registerHousehold,
      addMember,
      removeMember,
      splitHousehold,
      mergeHouseholds,
      changeHead,
      moveHousehold(followers),
      receiveMove(followers),
      withdrawMove,
      correctIdentity,
      recordVisit,
      recordIncome,
      explainDoubt,
    ],
    queries: [searchHouseholds, listVillage, getHousehold, listMoves, revealPerson, revealHousehold],
    constraints: {
      person_id_once: numberInUse,
      person_code_once: codeInUse,
      household_code_once: codeInUse,
      move_waiting_once: moveWaiting,
    },
  })
