/** Takes away what is no longer needed and only could do harm: old sessions, answers, staged rows, stray files. */
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { dayOf } from '@xinlu/kernel/basis'
import { type Database, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { cancelAbandoned, forgetEnded } from '@xinlu/kernel/exchange/server'
import { findRootPlace } from '../cli/store.ts'
import { CITY } from '../work/screen-city.ts'
import {
  findFailedSteps,
  forgetAnswers,
  forgetSessions,
  type HousekeepingSettings,
  housekeepingSettings,
  takeTurn,
} from './store.ts'
import { tidyFiles } from './tidy-files.ts'
import { type LogFolder, tidyLogs } from './tidy-logs.ts'

/** How many of each were taken away. */
export interface Tidied {
  sessions: number
  answers: number
  abandoned: number
  staged: number
  files: number
  logs: number
  /** The steps that failed, by the names above; the others were done all the same. */
  failed: TidyStep[]
}

/** One kind of leftover. */
export type TidyStep = 'sessions' | 'answers' | 'abandoned' | 'staged' | 'files' | 'logs'

/** What is tidied; uploads wait in the system's folder for temporary files unless another is named. */
export interface TidyOrder {
  database: Database
  spool: string
  uploads?: string
  /** The folder of the log, when the process writes files. */
  logs?: LogFolder
  now?: Date
  /** Hears why a step failed; the audit trail keeps only its name. */
  onFailure?(error: unknown): void
}

const HOUR_MS = 3_600_000
const LONG = { statementMs: 10 * 60_000 }

/**
 * Tidies once and notes the counts in the audit trail when there were any; answers nothing when another process is at
 * it. A step that fails is undone by itself, told to `onFailure` and noted, and keeps no other step from its work. The audit trail itself, backups and conflicts that wait for a person are never touched.
 */
export async function tidy({
  database,
  spool,
  uploads = tmpdir(),
  logs,
  now = new Date(),
  onFailure = () => {},
}: TidyOrder): Promise<Tidied | undefined> {
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR_MS)
  const days = (count: number) => before(count * 24)
  const work = async (settings: HousekeepingSettings) =>
    tidyFiles(
      [
        { dir: spool, isOurs: (name) => /^[0-9a-f-]{36}(\.again)?$/.test(name) },
        { dir: uploads, isOurs: (name) => name.startsWith('xinlu-upload-') },
      ],
      before(settings.leftoverHours),
    )
  return withScope(
    database,
    SYSTEM,
    async (tx) => {
      if (!(await takeTurn(tx))) return undefined
      const settings = await housekeepingSettings(tx, dayOf(now))
      const failed: TidyStep[] = []
      const step = async (name: TidyStep, run: () => Promise<number>): Promise<number> => {
        await sql`savepoint step`.execute(tx)
        try {
          return await run()
        } catch (error) {
          await sql`rollback to savepoint step`.execute(tx)
          failed.push(name)
          onFailure(error)
          return 0
        }
      }
      const tidied: Tidied = {
        sessions: await step('sessions', () => forgetSessions(tx, days(settings.sessionDays))),
        answers: await step('answers', () => forgetAnswers(tx, days(settings.inboxDays))),
        abandoned: await step('abandoned', () => cancelAbandoned(tx, days(settings.previewDays))),
        staged: await step('staged', () => forgetEnded(tx, days(settings.stagingDays))),
        files: await step('files', () => work(settings)),
        logs: await step('logs', async () => (logs ? tidyLogs(logs, dayOf(days(settings.logDays))) : 0)),
        failed,
      }
      const { failed: _failed, ...counts } = tidied
      const isNews = failed.length > 0 || Object.values(counts).some((count) => count > 0)
      // Whoever reads that a step failed must also read that it fails no longer.
      if (isNews || (await findFailedSteps(tx)).length > 0) {
        const who = { account: SYSTEM.account, name: '系统维护' }
        const division = (await findRootPlace(tx)) ?? CITY
        await record(tx, who, 'operations.tidy', {
          subjectKind: 'leftovers',
          division,
          detail: { ...tidied },
        })
      }
      return tidied
    },
    LONG,
  )
}
