/** An ask as a query of the page: cached, retried when the connection was lost, emptied when the post changes. */
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { type Answer, type Callable, type Given, call } from './call.ts'
import { LostConnection } from './problem-answer.ts'

interface Asking {
  enabled?: boolean
  /** Shows the former answer until the new one is there: for lists that page. */
  keepPrevious?: boolean
  /** Asks again so often, in milliseconds: for work that goes on at the server. */
  every?: number | false
}

/** Asks `contract` with `input` and answers the state of it. The key begins with the module's name. */
export function useAsk<C extends Callable>(
  contract: C,
  input: Given<C>,
  { enabled = true, keepPrevious = false, every = false }: Asking = {},
): UseQueryResult<Answer<C>> {
  return useQuery<Answer<C>>({
    queryKey: keyOf(contract, input),
    queryFn: ({ signal }) => call(contract, input, signal),
    enabled,
    placeholderData: keepPrevious ? keepPreviousData : undefined,
    refetchInterval: every,
    retry: (failures, error) => error instanceof LostConnection && failures < 2,
  }) as UseQueryResult<Answer<C>>
}

/** Answers the key under which an ask is cached. */
export function keyOf(contract: Callable, input: unknown): readonly unknown[] {
  return [moduleOf(contract.name), contract.name, input]
}

/** Answers the module of a contract's name. */
export function moduleOf(name: string): string {
  return name.slice(0, name.indexOf('.'))
}
