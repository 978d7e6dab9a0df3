/** Non-interference: whatever changes elsewhere, an asker reads the same bytes as before. */
import { randomFrom } from '../demo/random.ts'
import { answersOf } from './answers-of.ts'
import type { Asker } from './city/actors.ts'
import { type Mutation, mutatorElsewhere } from './mutate-elsewhere.ts'
import type { City } from './open-city.ts'
import type { Probes } from './probe.ts'

/** What one asker was shown while things changed elsewhere. */
export interface Untouched {
  asker: string
  mutations: number
  /** How many answers were compared, and how many of them held anything. */
  compared: number
  answered: number
  /** The requests whose answer changed, each with the changes made since it was last the same. */
  changed: { request: string; since: readonly Mutation[] }[]
}

/** How many changes, in how large steps; `first` is the number of the first row that may be inserted. */
export interface MutationWish {
  seed: number
  mutations: number
  step: number
  first: number
}

/** Makes the changes step by step, and compares every answer after each step. */
export async function stayUntouched(
  city: City,
  asker: Asker,
  probes: Probes,
  { seed, mutations, step, first }: MutationWish,
): Promise<Untouched> {
  const mutate = await mutatorElsewhere(city, asker.places, randomFrom(seed), first)
  let before = await answersOf(city, asker, probes)
  const report: Untouched = {
    asker: asker.title,
    mutations: 0,
    compared: 0,
    answered: Object.values(before).filter((text) => text.startsWith('200')).length,
    changed: [],
  }
  while (report.mutations < mutations) {
    const since: Mutation[] = []
    while (since.length < step && report.mutations + since.length < mutations) since.push(await mutate())
    const after = await answersOf(city, asker, probes)
    const requests = Object.keys(before)
    report.mutations += since.length
    report.compared += requests.length
    for (const request of requests)
      if (before[request] !== after[request]) report.changed.push({ request, since })
    before = after
  }
  return report
}
