/** 本村户档. */
import { levelOf } from '@xinlu/kernel/basis'
import { markForms, pageOf, query, readMark } from '@xinlu/kernel/commands/server'
import { listVillage as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { notVillage } from '../problems.ts'
import { toListed } from './listed.ts'
import { listHouseholds } from './store/search.ts'

/** Lists one village's households; there is no list of a wider place, which would be browsing. */
export const listVillage = query(contract, {
  may: households.read,
  async run(tx, { actor, input }) {
    if (levelOf(input.village) !== 'village') throw notVillage()
    const mark = readMark(input.after, markForms.text, markForms.id)
    const after = mark && { key: mark[0], id: mark[1] }
    const found = await listHouseholds(tx, actor, { ...input, after })
    const { rows, next } = pageOf(found, input.size, (row) => [row.sortKey, row.id])
    return { rows: rows.map(toListed), next }
  },
})
