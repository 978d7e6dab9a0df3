/** Runs one act or one ask, from what arrived to what is answered. */
import { type Problem, countyOf, newId } from '../../basis/index.ts'
import { type Actor, can, confirmFirst } from '../../access/index.ts'
import {
  type Database,
  type Keys,
  type Tx,
  type Watch,
  printAlarm,
  withScope,
  withView,
} from '../../access/server/index.ts'
import { type AuditNote } from '../../audit/index.ts'
import { record, recordLast } from '../../audit/server/index.ts'
import { parseInput } from '../parse-input.ts'
import { alreadySent, forbidden } from '../problems.ts'
import type { Command, Query } from './definition.ts'
import { arrive, keepAnswer, stableJson } from './inbox.ts'
import { problemOf } from './problem-of.ts'

/** Where the work is done: the database, the keys, the clock, and what violated constraints mean. */
export interface Desk {
  database: Database
  keys: Keys
  now(): Date
  constraints: Readonly<Record<string, () => Problem>>
  /** Hears alarms; without it they are printed. */
  watch?: Watch
}

/** What arrived: who sent it, from where, and the body as sent. */
export interface Incoming {
  actor: Actor
  address?: string
  body: unknown
  /** Until when the sender has confirmed that it is he; without it, not at all. */
  confirmedUntil?: Date
}

/**
 * Does an act once. Everything happens in one transaction: look the id up, find the subject, ask whether this actor may,
 * run, write the audit entry, keep the answer. A refusal rolls all back and leaves only an audit entry of its own.
 */
export async function runCommand(
  desk: Desk,
  act: Command,
  { actor, address, body }: Incoming,
): Promise<unknown> {
  const { contract } = act
  const input = parseInput(contract.input, body)
  const { command: id, ...content } = input as { command: string }
  const asked = { actor, input: input as unknown, now: desk.now(), keys: desk.keys }
  const who = { ...actor, address }
  try {
    // Before anything is looked up: whoever may never do this is told so, and learns nothing of the subject.
    if (!can(actor, act.may)) throw forbidden({ label: act.may.label })
    let begin = async () => {}
    const whole = await withScope(desk.database, actor, async (tx) => {
      const arrival = await arrive(tx, actor, contract.name, id, content)
      if (arrival.state === 'repeated') return arrival.answer
      if (arrival.state === 'conflicting') throw alreadySent()
      const subject = await act.subject(tx, asked)
      if (!can(actor, act.may, subject.division)) throw forbidden({ label: act.may.label })
      const answer = contract.output.parse(await act.run(tx, { ...asked, subject }))
      // The chain is held from here to the commit, which travels with the entry.
      await Promise.all([
        keepAnswer(tx, actor, contract.name, id, arrival.digest, answer),
        recordLast(tx, who, contract.name, act.audit({ ...asked, subject, answer })),
      ])
      begin = async () => act.begin?.({ ...asked, subject, answer })
      return answer
    })
    await begin()
    return whole
  } catch (error) {
    const problem = problemOf(error, desk.constraints)
    if (problem) {
      await remember(desk, { actor, address, body: content }, contract.name, id, problem).catch(
        (failed: unknown) => {
          throw problemOf(failed, desk.constraints) ?? failed
        },
      )
    }
    throw problem ?? error
  }
}

/** Answers an ask. The answer is cut to what the contract declares; asks that open sensitive facts are audited first. */
export async function runQuery(desk: Desk, ask: Query, incoming: Incoming): Promise<unknown> {
  const { contract } = ask
  const { actor, address } = incoming
  const input = parseInput(contract.input, incoming.body ?? {})
  try {
    if (!can(actor, ask.may)) throw forbidden({ label: ask.may.label })
    if (ask.wantsConfirmation) assertConfirmed(incoming, desk.now())
    const open = ask.audit ? withScope : withView
    return await open(desk.database, actor, async (tx) => {
      const asked = { actor, input, now: desk.now(), keys: desk.keys }
      const answer = contract.output.parse(await ask.run(tx, asked))
      if (ask.audit) await record(tx, { ...actor, address }, contract.name, ask.audit({ ...asked, answer }))
      return answer
    })
  } catch (error) {
    const problem = problemOf(error, desk.constraints)
    if (problem) await rememberAsk(desk, incoming, contract.name, problem)
    throw problem ?? error
  }
}

/** Throws `confirmFirst` unless password or code were entered shortly before. */
export function assertConfirmed({ confirmedUntil }: Pick<Incoming, 'confirmedUntil'>, now: Date): void {
  if (!confirmedUntil || confirmedUntil <= now) throw confirmFirst()
}

/**
 * Writes down that somebody asked for what is not his, or asked too often, which is an alarm as well. The subject is
 * left out: it may lie outside his places, and the entry lies inside them.
 */
export async function rememberAsk(
  desk: Desk,
  { actor, address }: Incoming,
  name: string,
  problem: Problem,
): Promise<void> {
  if (problem.status !== 403 && problem.status !== 429) return
  const { account, division } = actor
  const note = { subjectKind: 'ask', division, detail: { problem: problem.code } }
  await withScope(desk.database, actor, (tx) =>
    record(tx, { ...actor, address }, name, note, 'refused'),
  ).catch((failed: unknown) => {
    throw problemOf(failed, desk.constraints) ?? failed
  })
  if (problem.status !== 429) return
  const watch = desk.watch ?? printAlarm
  watch({ what: problem.code, account, division, address }, desk.now())
}

// A refused attempt is a fact too. It is written in a transaction of its own, because the act's was rolled back.
async function remember(
  desk: Desk,
  { actor, address, body }: Incoming,
  act: string,
  id: string,
  problem: Problem,
): Promise<void> {
  const refused = problem.status === 403 || problem.code === 'commands.already-sent'
  if (!refused) return
  const note: AuditNote = {
    subjectKind: 'command',
    subject: id,
    division: actor.division,
    detail: { problem: problem.code },
  }
  await withScope(desk.database, actor, async (tx) => {
    if (problem.code === 'commands.already-sent') await keepConflict(tx, desk.keys, actor, act, id, body)
    await record(tx, { ...actor, address }, act, note, 'refused')
  })
}

async function keepConflict(
  tx: Tx,
  keys: Keys,
  actor: Actor,
  act: string,
  command: string,
  body: unknown,
): Promise<void> {
  await tx
    .insertInto('commands.inboxConflict')
    .values({
      county: countyOf(actor.division),
      id: newId(),
      division: actor.division,
      command,
      act,
      account: actor.account,
      body: keys.seal(stableJson(body)),
    })
    .execute()
}
