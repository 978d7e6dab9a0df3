/** Reading the audit trail, and proving that it is whole; both leave an entry themselves. */
import { addDays, day, daysBetween, type Day } from '@xinlu/kernel/basis'
import { verifyChain } from '@xinlu/kernel/audit/server'
import { refusedInput } from '@xinlu/kernel/commands'
import { markForms, pageOf, query, readMark } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'
import * as store from './store.ts'

const MOST_DAYS = 366

/** 查询审计记录. */
export const searchAudit = query(contract.searchAudit, {
  may: permissions.readAudit,
  async run(tx, { actor, input }) {
    const { fromDay, toDay, after, size, ...filter } = input
    refuseSpan(fromDay, toDay)
    const since = midnight(fromDay)
    const until = midnight(addDays(toDay, 1))
    const mark = readMark(after, markForms.instant, markForms.int, markForms.number)
    const from = mark && { at: new Date(mark[0]), county: Number(mark[1]), seq: Number(mark[2]) }
    const found = await store.searchAudit(tx, actor, { ...filter, since, until, size, after: from })
    const { rows, next } = pageOf(found, size, ({ at, county, seq }) => [
      at.toISOString(),
      String(county),
      String(seq),
    ])
    return {
      items: rows.map(({ at, detail, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        detail: JSON.parse(detail) as Record<string, unknown>,
      })),
      next,
    }
  },
  audit: ({ actor, input: { subject, actor: by, act, within, fromDay, toDay } }) => ({
    subjectKind: 'audit',
    subject,
    division: actor.division,
    detail: { actor: by, act, within, fromDay, toDay },
  }),
})

/** 校验审计链. */
export const verifyAudit = query(contract.verifyAudit, {
  may: permissions.readAudit,
  run: (tx) => verifyChain(tx),
  audit: ({ actor, answer }) => ({
    subjectKind: 'audit',
    division: actor.division,
    detail: { entries: answer.entries, broken: answer.broken.length },
  }),
})

function refuseSpan(fromDay: Day, toDay: Day): void {
  const span = daysBetween(fromDay, toDay)
  if (span >= 0 && span < MOST_DAYS) return
  const message = span < 0 ? '结束日期早于开始日期。' : `一次最多查询 ${MOST_DAYS} 天。`
  throw refusedInput(undefined, { reasons: [{ code: 'administration.span', message, path: 'toDay' }] })
}

// Days are days of the office: Asia/Shanghai, which has had no summer time since 1991.
function midnight(on: Day): Date {
  return new Date(`${day(on)}T00:00:00+08:00`)
}
