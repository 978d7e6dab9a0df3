/** The contract of what can be asked and done: typed once, used by office, phone, other systems and tests. */
export { type Act, type Ask, type InputOf, type OutputOf, type Sent, act, ask } from './contract.ts'
export { alreadySent, forbidden, notFound, refusedInput, staleVersion } from './problems.ts'
export { type RevealReason, reveal, revealReasons, revealTooOften } from './reveal.ts'
export { parseInput } from './parse-input.ts'
export * as field from './field.ts'
