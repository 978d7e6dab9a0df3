/** Finds before sending what the server would refuse: the same parser, the same sentences. */
import type { z } from 'zod'
import { Problem, type Reason, newId } from '@xinlu/kernel/basis'
import { parseInput } from '@xinlu/kernel/commands'

/** Answers all the reasons against an input, none when it may be sent. */
export function checkInput(
  contract: { input: z.ZodType; kind: 'act' | 'ask' },
  input: object,
): readonly Reason[] {
  try {
    parseInput(contract.input, contract.kind === 'act' ? { ...input, command: newId() } : input)
    return []
  } catch (error) {
    if (error instanceof Problem) return error.reasons ?? []
    throw error
  }
}

/** Answers whether the contract refuses an input without this member. */
export function isRequired(contract: { input: z.ZodType }, name: string): boolean {
  const member = (contract.input as z.ZodObject).shape?.[name] as z.ZodType | undefined
  return member !== undefined && !member.safeParse(undefined).success
}
