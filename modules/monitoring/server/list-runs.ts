/** Lists the screenings of the post's places. */
import { markForms, pageOf, query, readMark } from '@xinlu/kernel/commands/server'
import { listRuns as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { runPage } from './store/runs.ts'

/** The list of screenings. */
export const listRuns = query(contract, {
  may: monitoringPermissions.readRuns,
  run: async (tx, { actor, input }) => {
    const mark = readMark(input.after, markForms.instant, markForms.id)
    const found = await runPage(tx, actor, input.size + 1, mark && { startedAt: mark[0], id: mark[1] })
    const { rows, next } = pageOf(found, input.size, (run) => [run.startedAt.toISOString(), run.id])
    return {
      rows: rows.map(({ counts, startedAt, endedAt, ...run }) => ({
        ...run,
        startedAt: startedAt.toISOString(),
        endedAt: endedAt.toISOString(),
        ...{
          hits: counts.hits,
          opened: counts.opened,
          changed: counts.changed,
          closed: counts.closed,
          kept: counts.kept,
        },
      })),
      next,
    }
  },
})
