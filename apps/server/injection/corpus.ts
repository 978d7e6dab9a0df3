/** The corpus: every payload once, with the family it comes from. */
import type { Families } from './family.ts'
import { characterFamilies } from './families/characters.ts'
import { codeFamilies } from './families/code.ts'
import { pageFamilies } from './families/pages.ts'

/** One text that is tried everywhere. */
export interface Payload {
  family: string
  text: string
}

const families: Families = { ...codeFamilies, ...pageFamilies, ...characterFamilies }

/** Every payload, no text twice; the same order at every start. */
export const corpus: readonly Payload[] = Object.entries(families)
  .flatMap(([family, texts]) => texts.map((text): Payload => ({ family, text })))
  .filter(({ text }, at, all) => all.findIndex((other) => other.text === text) === at)

/** Answers a few payloads of each family, spread over it: for a run that has to be short. */
export function sampled(each: number): Payload[] {
  return Object.keys(families).flatMap((family) => {
    const own = corpus.filter((payload) => payload.family === family)
    const step = Math.max(1, Math.floor(own.length / each))
    return own.filter((_, at) => at % step === 0).slice(0, each)
  })
}
