/** An act as a mutation of the page: done once however often it is sent, and what it changes is asked anew. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { newId } from '../../basis/index.ts'
import { type Answer, type Callable, type Given, call } from './call.ts'
import { moduleOf } from './use-ask.ts'

/** A running act: `send` throws what went wrong, so that a form can show it at its fields. */
export interface Acting<C extends Callable> {
  send(input: Given<C>): Promise<Answer<C>>
  isRunning: boolean
}

/** Offers `contract` as an act. Afterwards everything asked of its module, and of `refreshes`, is asked anew. */
export function useAct<C extends Callable>(contract: C, refreshes: readonly string[] = []): Acting<C> {
  const cache = useQueryClient()
  // The same content sent again, after a lost connection or by a second click, is the same act.
  const last = useRef<{ content: string; command: string }>(undefined)
  const mutation = useMutation<Answer<C>, Error, Given<C>>({
    mutationFn: (input) => {
      const content = JSON.stringify(input)
      if (last.current?.content !== content) last.current = { content, command: newId() }
      return call(contract, { ...input, command: last.current.command })
    },
    onSuccess: async () => {
      last.current = undefined
      const modules = [moduleOf(contract.name), ...refreshes]
      await Promise.all(modules.map((module) => cache.invalidateQueries({ queryKey: [module] })))
    },
  })
  return { send: mutation.mutateAsync, isRunning: mutation.isPending }
}
