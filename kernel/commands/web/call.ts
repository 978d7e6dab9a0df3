/** Calls one contract from the browser. */
import type { z } from 'zod'
import { newId } from '../../basis/index.ts'
import { send } from './send.ts'
import type { Wire } from './wire.ts'

/** What `act` and `ask` declare, as far as calling needs it. */
export interface Callable<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  name: string
  path: string
  kind: 'act' | 'ask'
  input: I
  output: O
}

/** What a caller gives: everything but the id of the act, which is made here unless it is given. */
export type Given<C extends { input: z.ZodType }> = Omit<z.input<C['input']>, 'command'> & {
  command?: string
}

/** What comes back. */
export type Answer<C extends { output: z.ZodType }> = Wire<z.input<C['output']>>

/**
 * Sends `input` to the contract and answers what the server says; throws `ProblemAnswer` or `LostConnection`.
 * Who sends an act again after a lost connection gives the same `command`: then it is done once.
 */
export async function call<C extends Callable>(
  contract: C,
  input: Given<C>,
  signal?: AbortSignal,
): Promise<Answer<C>> {
  const body = contract.kind === 'act' ? { command: newId(), ...input } : input
  return (await send(contract.path, body, signal)) as Answer<C>
}
