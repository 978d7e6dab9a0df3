/** The short answer to "why": only what brought the outcome about, without the scaffolding. */
import { describeTrace } from './describe-trace.ts'
import type { Outcome, Trace } from './interpret.ts'

/** One reason; `depth` above zero says that it belongs to the alternative named before it. */
export type BriefReason = { depth: number; text: string; outcome: Outcome }

/**
 * Answers the decisive conditions in order. An alternative that only one branch decided is that branch; "all of"
 * inside "all of" is one list, and the list itself needs no heading.
 */
export function briefReasons(trace: Trace): BriefReason[] {
  const brief = decisivePart(trace)
  const lines = describeTrace(brief).map(({ depth, text, outcome }) => ({ depth, text, outcome }))
  const isList = brief.is === 'all' && lines.length > 1
  return isList ? lines.slice(1).map((line) => ({ ...line, depth: line.depth - 1 })) : lines
}

function decisivePart(trace: Trace): Trace {
  if (!('of' in trace) || trace.is === 'not') return trace
  const parts = trace.of.filter(({ decisive }) => decisive).map(decisivePart)
  const [only] = parts
  return parts.length === 1 && only ? only : { ...trace, of: parts }
}
