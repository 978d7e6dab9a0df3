/** 本村户档. */
import { levelOf } from '@xinlu/kernel/basis'
import { query } from '@xinlu/kernel/commands/server'
import { listVillage as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { notVillage } from '../problems.ts'
import { pageOf, readMark } from './list-mark.ts'
import { toListed } from './listed.ts'
import { listHouseholds } from './store/search.ts'

/** Lists one village's households; there is no list of a wider place, which would be browsing. */
export const listVillage = query(contract, {
  may: households.read,
  async run(tx, { actor, input }) {
    if (levelOf(input.village) !== 'village') throw notVillage()
    const found = await listHouseholds(tx, actor, { ...input, after: readMark(input.after) })
    const { rows, next } = pageOf(found, input.size, (row) => [row.sortKey, row.id])
    return { rows: rows.map(toListed), next }
  },
})
