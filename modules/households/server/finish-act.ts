/** The end of every act on a household: mirrors, doubts, history, and the mark that its features are out of date. */
import { type Day, dayOf } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { Asked } from '@xinlu/kernel/commands/server'
import { markDirty } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import type { HouseholdState } from '../codes/household.ts'
import type { EventAct, Household } from '../model.ts'
import { doubtsToConfirm } from '../problems.ts'
import {
  type QualityFinding,
  type QualityOverride,
  checkQuality,
  findingKey,
  findingText,
} from '../quality/index.ts'
import { insertEvent } from './store/event.ts'
import { type HouseholdRef, refreshHousehold } from './store/household.ts'
import { insertOverrides, listOverrides, readQualityFile } from './store/quality.ts'

/** What an act did to one household. */
export interface Done {
  ref: HouseholdRef
  act: EventAct
  onDay: Day
  person?: string
  /** For the history; never a number that is sealed elsewhere. */
  detail?: Readonly<Record<string, unknown>>
  /** The doubts there were before; an act answers only for new ones. `all`: the act can bring no new ones. */
  before: readonly QualityFinding[] | 'all'
  /** What becomes of the household when its last member is gone. */
  emptied?: HouseholdState
}

type Given = Asked<{ overrides?: readonly QualityOverride[] | undefined }>

/** Answers the doubts about a household as it stands, for comparing after the act. */
export async function doubtsOf(tx: Tx, ref: HouseholdRef, now: Date): Promise<QualityFinding[]> {
  const [file, overrides] = await Promise.all([readQualityFile(tx, ref, dayOf(now)), listOverrides(tx, ref)])
  return file ? checkQuality(file, overrides) : []
}

/**
 * Finishes an act on a household and answers it as it is now. Throws `doubtsToConfirm` with every new doubt for
 * which the sender gave no reason; reasons that meet a doubt are kept.
 */
export async function finishAct(tx: Tx, asked: Given, done: Done): Promise<Household> {
  const household = await refreshHousehold(tx, done.ref, done.emptied)
  await settleDoubts(tx, asked, household, done)
  await Promise.all([
    insertEvent(tx, asked.actor, { ...done, division: household.division }),
    markHouseholdDirty(tx, done.ref),
  ])
  return household
}

/** Marks the features of a household as out of date. */
export async function markHouseholdDirty(tx: Tx, { county, household }: HouseholdRef): Promise<void> {
  await markDirty(
    tx,
    'household',
    sql`select county, division, id as subject from households.household where county = ${county} and id = ${household}`,
  )
}

async function settleDoubts(
  tx: Tx,
  { actor, input, now }: Given,
  household: Household,
  { ref, before }: Done,
) {
  // A household that is gone has no members whose facts could be doubted.
  if (household.state !== 'living' || before === 'all') return
  const known = new Set(before.map(findingKey))
  const fresh = (await doubtsOf(tx, ref, now)).filter((doubt) => !known.has(findingKey(doubt)))
  const given = new Map((input.overrides ?? []).map((override) => [findingKey(override), override]))
  const open = fresh.filter((doubt) => !given.has(findingKey(doubt)))
  if (open.length > 0) {
    throw doubtsToConfirm(
      { count: open.length },
      {
        reasons: open.map((doubt) => ({
          code: doubt.rule,
          message: findingText(doubt),
          path: doubt.person ?? 'household',
        })),
        extra: { doubts: open },
      },
    )
  }
  const met = fresh.flatMap((doubt) => given.get(findingKey(doubt)) ?? [])
  await insertOverrides(tx, household, actor.account, met)
}
