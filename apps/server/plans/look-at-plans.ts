/** Asks everything that is offered as everybody who may, and judges the plan of every statement that it sent. */
import { can } from '@xinlu/kernel/access'
import { Problem } from '@xinlu/kernel/basis'
import { connectionOf, withScope } from '@xinlu/kernel/access/server'
import type { Ask } from '@xinlu/kernel/commands'
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import type { House } from '../database/open-house.ts'
import { withOwner } from '../database/with-owner.ts'
import { askOf } from '../work/ask-of.ts'
import { faultsAllowed } from './faults-allowed.ts'
import { type FaultFound, judgePlan } from './judge-plan.ts'
import type { PlanPlaces } from './offered.ts'
import { offered } from './offered.ts'
import { explain, readGround } from './plan-ground.ts'
import { type SentStatement, recordStatements } from './record-statements.ts'

/** Where plans are looked at. */
export interface PlanHouse {
  house: House
  desk: Desk
  modules: readonly ServerModule[]
  places: PlanPlaces
}

/** One statement of one thing asked by one person. */
export interface PlanAsked extends SentStatement {
  /** `households.searchHouseholds by name, county` */
  what: string
  ask: string
}

/** A statement whose plan is no good. */
export interface PlanFinding extends FaultFound {
  what: string
  text: string
}

/** Asks everything, really, and answers the statements; each list is asked for its first page and for the next. */
export async function askEverything({ house, desk, modules, places }: PlanHouse): Promise<PlanAsked[]> {
  const asked: PlanAsked[] = []
  const queries = modules.flatMap((module) => module.queries)
  for (const { contract, how, body } of offered(places)) {
    const { may } = queries.find((query) => query.contract.name === contract.name)!
    for (const actor of places.actors.filter((one) => can(one, may))) {
      const sent = await recordStatements(house.database, () =>
        askPages(
          (more) => askOf({ desk, modules, actor }, contract, { ...body(actor), ...more } as never),
          contract,
        ),
      )
      const what = `${contract.name} ${how}, ${actor.role}`
      const fresh = sent.filter(
        ({ text, values }, at) =>
          sent.findIndex((one) => one.text === text && String(one.values) === String(values)) === at,
      )
      asked.push(...fresh.map((statement) => ({ ...statement, what, ask: contract.name })))
    }
  }
  return asked
}

/** Plans each statement anew, as the person who asked, and answers the faults that are not allowed. */
export function judgeAll(
  { house }: Pick<PlanHouse, 'house'>,
  asked: readonly PlanAsked[],
): Promise<PlanFinding[]> {
  return withOwner(house, async (owner) => {
    const groundFor = await readGround(owner)
    const found: PlanFinding[] = []
    for (const { what, ask, opening, text, values } of asked) {
      const { scope, extra, account } = scopeIn(opening)
      const plan = await withScope(house.database, { scope, extra, account }, (tx) =>
        explain(connectionOf(tx), text, values),
      )
      for (const fault of await judgePlan(plan, groundFor(opening)))
        if (
          !faultsAllowed.some(
            (allowed) =>
              allowed.ask === ask && allowed.fault === fault.fault && fault.where.includes(allowed.where),
          )
        )
          found.push({ ...fault, what, text })
    }
    return found
  })
}

async function askPages(send: (more: object) => Promise<unknown>, { input }: Ask): Promise<void> {
  try {
    if (!('after' in (input as unknown as { shape: object }).shape)) return void (await send({}))
    const { next } = (await send({ size: 1 })) as { next?: string | null }
    await send({})
    if (typeof next === 'string') await send({ after: next })
  } catch (error) {
    // What a post may not look for, or does not see, it is not offered; what was sent until then counts.
    // Rows that a test has filled in without meaning may not fit the answer; they were read all the same.
    const isEnd =
      error instanceof Problem ? [403, 404].includes(error.status) : (error as Error).name === 'ZodError'
    if (!isEnd) throw error
  }
}

function scopeIn(opening: string) {
  const setting = (name: string) => new RegExp(`app\\.${name} = '([^']*)'`).exec(opening)?.[1] ?? ''
  return {
    scope: { lo: Number(setting('lo')), hi: Number(setting('hi')) },
    extra: setting('extra') === '' ? [] : setting('extra').split(',').map(Number),
    account: setting('uid'),
  }
}
