/** The list of incomes as an import target. */
import type { ImportTarget } from '@xinlu/kernel/exchange/server'
import { incomeLedger } from '../../ledger.ts'
import { households } from '../../permissions.ts'
import { judgeIncome } from './judge-income.ts'
import { takeBackIncome } from './take-back.ts'
import { writeIncome } from './write-income.ts'

/** Reads the national income export as it is, for the year that the import names. */
export const incomeTarget: ImportTarget = {
  ledger: incomeLedger,
  permission: households.import,
  identity: { person: 'headNumber', name: 'headName' },
  source: 'households.income_sheet',
  resolve: judgeIncome,
  commit: writeIncome,
  undo: takeBackIncome,
}
