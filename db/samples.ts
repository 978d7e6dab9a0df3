/** How a store is called when its SQL is printed: sample calls, checked against the functions they call. */
import type { Kysely } from 'kysely'

/** A call whose statements get answers, by their order, because the function needs rows to go on. */
export interface AnsweredCall<Arguments extends readonly unknown[]> {
  args: Arguments
  answers: readonly (readonly object[])[]
}

/** Runs SQL that no store function runs by itself, such as a statement that another room executes. */
// The transaction of each room has its own row types; a sample passes it on and looks into none.
// oxlint-disable-next-line typescript/no-explicit-any
export type SampleRun = (tx: Kysely<any>) => Promise<unknown>

/** For functions of a store their arguments after the transaction, alone or with answers, or a run. */
export type SamplesOf<Store> = {
  readonly [Name in keyof Store]?: Store[Name] extends (tx: never, ...args: infer Arguments) => unknown
    ? Readonly<Arguments> | AnsweredCall<Readonly<Arguments>> | SampleRun
    : SampleRun
}
