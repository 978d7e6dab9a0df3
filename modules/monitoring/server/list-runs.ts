/** Lists the screenings of the post's places. */
import { query } from '@xinlu/kernel/commands/server'
import { listRuns as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { idForm, pageMark, readMark } from './page-mark.ts'
import { runPage } from './store/runs.ts'

const instantForm = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** The list of screenings. */
export const listRuns = query(contract, {
  may: monitoringPermissions.readRuns,
  run: async (tx, { actor, input }) => {
    const mark = readMark(input.after, [instantForm, idForm])
    const found = await runPage(tx, actor, input.size + 1, mark && { startedAt: mark[0], id: mark[1] })
    const page = found.slice(0, input.size)
    const last = page.at(-1)
    return {
      rows: page.map(({ counts, startedAt, endedAt, ...run }) => ({
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
      next: found.length > input.size && last ? pageMark(last.startedAt.toISOString(), last.id) : null,
    }
  },
})
