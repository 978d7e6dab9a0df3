/** What an act or an ask is made of on the server. */
import type { DivisionCode } from '../../basis/index.ts'
import type { Actor, Permission } from '../../access/index.ts'
import type { Keys, Tx } from '../../access/server/index.ts'
import type { AuditNote } from '../../audit/index.ts'
import type { Act, Ask, InputOf, OutputOf } from '../contract.ts'

/** What every step of an act knows: who, what was sent, the time of the office, and the keys for sealed fields. */
export interface Asked<I> {
  actor: Actor
  input: I
  now: Date
  keys: Keys
}

/** What the last steps know besides. */
export interface Answering<I, S, O> extends Asked<I> {
  subject: S
  answer: O
}

/** The four steps of an act. `audit` is required: nobody can write and forget to say so. */
export interface CommandSteps<C extends Act, S extends { division: DivisionCode }> {
  may: Permission
  /** Finds what the act is about; `may` asks where it lies. Throws `notFound` when this actor cannot see it. */
  subject(tx: Tx, asked: Asked<InputOf<C>>): Promise<S>
  run(tx: Tx, asked: Asked<InputOf<C>> & { subject: S }): Promise<OutputOf<C>>
  audit(done: Answering<InputOf<C>, S, OutputOf<C>>): AuditNote
  /** Begins work of its own once all of the above is committed: never for an act that was rolled back or repeated. */
  begin?(done: Answering<InputOf<C>, S, OutputOf<C>>): Promise<void>
}

/** An act with its steps; types inside are closed over, so that a list of acts is one type. */
export interface Command {
  contract: Act
  may: Permission
  subject(tx: Tx, asked: Asked<unknown>): Promise<{ division: DivisionCode }>
  run(tx: Tx, asked: Asked<unknown> & { subject: { division: DivisionCode } }): Promise<unknown>
  audit(done: Answering<unknown, { division: DivisionCode }, unknown>): AuditNote
  begin?(done: Answering<unknown, { division: DivisionCode }, unknown>): Promise<void>
}

/** Binds an act to its steps. */
export function command<C extends Act, S extends { division: DivisionCode }>(
  contract: C,
  steps: CommandSteps<C, S>,
): Command {
  return { contract, ...steps } as unknown as Command
}

/** What an ask may want besides the permission. */
interface Wanting {
  /** Password or code must have been entered shortly before: for what opens hidden values. */
  wantsConfirmation?: boolean
}

/** The steps of an ask. What it answers is cut to the declared output, so nothing travels that was not declared. */
export interface QuerySteps<C extends Ask> extends Wanting {
  may: Permission
  run(tx: Tx, asked: Asked<InputOf<C>>): Promise<OutputOf<C>>
  /** For asks that open sensitive facts: the audit entry that must be written before the answer leaves. */
  audit?(asked: Asked<InputOf<C>> & { answer: OutputOf<C> }): AuditNote
}

/** An ask with its steps. */
export interface Query extends Wanting {
  contract: Ask
  may: Permission
  run(tx: Tx, asked: Asked<unknown>): Promise<unknown>
  audit?(asked: Asked<unknown> & { answer: unknown }): AuditNote
}

/** Binds an ask to its steps. */
export function query<C extends Ask>(contract: C, steps: QuerySteps<C>): Query {
  return { contract, ...steps } as unknown as Query
}
