/** Evaluates a condition for one subject, unknown where SQL has NULL, and keeps why. */
import { unreachable } from '../basis/index.ts'
import {
  kindOf,
  type Arithmetic,
  type Comparison,
  type Condition,
  type Kind,
  type TermNode,
} from './expression.ts'
import type { FeatureValue } from './feature.ts'
import type { Words } from './parse-expression.ts'
import type { Confidence, ParametersInForce } from './parameter.ts'

/** True, false, or null for unknown. */
export type Outcome = boolean | null

/** One side of a comparison as it was seen: what it is called, what it was worth, and what it rests on. */
export type Side = {
  readonly is: TermNode['is']
  readonly kind: Kind
  readonly value: FeatureValue
  readonly key?: string
  readonly label?: string
  /** The finer type of a feature or parameter: count, days. */
  readonly type?: string
  readonly unit?: string
  readonly window?: string
  readonly codes?: Readonly<Record<string, string>>
  readonly document?: string
  readonly confidence?: Confidence
  /** The two sides of an operation. */
  readonly of?: readonly [Side, Side]
}

/** A node of the answer; `decisive` marks the branches that brought the outcome about. */
export type Trace = { readonly outcome: Outcome; readonly decisive: boolean } & (
  | { readonly is: Comparison; readonly left: Side; readonly right: Side }
  | { readonly is: 'among'; readonly left: Side; readonly among: readonly string[] }
  | { readonly is: 'isTrue' | 'isKnown'; readonly left: Side }
  | { readonly is: 'all' | 'any' | 'not'; readonly of: readonly Trace[] }
)

/** What is known about one subject: feature values under their keys; a missing one is unknown. */
export type FeatureValues = Readonly<Record<string, FeatureValue | undefined>>

/**
 * Answers the outcome of a condition for these values and parameters, and its trace. It agrees with the SQL of the
 * same condition on every input, unknowns included; a property test holds the two together.
 */
export function interpret(
  words: Words,
  condition: Condition,
  features: FeatureValues,
  parameters: ParametersInForce,
): { value: Outcome; trace: Trace } {
  const trace = new Interpreter(words, features, parameters).condition(condition)
  return { value: trace.outcome, trace: decide(trace) }
}

class Interpreter {
  readonly words: Words
  readonly features: FeatureValues
  readonly parameters: ParametersInForce

  constructor(words: Words, features: FeatureValues, parameters: ParametersInForce) {
    this.words = words
    this.features = features
    this.parameters = parameters
  }

  condition(node: Condition): Trace {
    switch (node.is) {
      case 'all':
      case 'any': {
        const of = node.of.map((part) => this.condition(part))
        return { is: node.is, of, outcome: join(node.is, of), decisive: false }
      }
      case 'not': {
        const inner = this.condition(node.of)
        return {
          is: 'not',
          of: [inner],
          outcome: inner.outcome === null ? null : !inner.outcome,
          decisive: false,
        }
      }
      case 'isKnown': {
        const left = this.term(node.term)
        return { is: node.is, left, outcome: left.value !== null, decisive: false }
      }
      case 'isTrue': {
        const left = this.term(node.term)
        return {
          is: node.is,
          left,
          outcome: left.value === null ? null : left.value === true,
          decisive: false,
        }
      }
      case 'among': {
        const left = this.term(node.term)
        const outcome = left.value === null ? null : node.codes.includes(String(left.value))
        return { is: node.is, left, among: node.codes, outcome, decisive: false }
      }
      default: {
        const left = this.term(node.left)
        const right = this.term(node.right)
        return {
          is: node.is,
          left,
          right,
          outcome: compare(node.is, left.value, right.value),
          decisive: false,
        }
      }
    }
  }

  term(node: TermNode): Side {
    switch (node.is) {
      case 'value':
        return { is: node.is, kind: node.kind, value: node.value }
      case 'feature': {
        const feature = this.words.features[node.key]
        if (!feature) throw new Error(`No feature ${node.key}`)
        const { key, label, type, unit, window, codes } = feature
        return {
          is: node.is,
          kind: kindOf(feature),
          value: this.features[key] ?? null,
          key,
          label,
          type,
          unit,
          window,
          codes,
        }
      }
      case 'parameter': {
        const parameter = this.words.parameters[node.key]
        if (!parameter) throw new Error(`No parameter ${node.key}`)
        const { key, label, type, unit } = parameter
        const row = this.parameters[key]
        const { document, confidence } = row ?? {}
        return {
          is: node.is,
          kind: kindOf(parameter),
          value: row?.value ?? null,
          key,
          label,
          type,
          unit,
          document,
          confidence,
        }
      }
      default: {
        const left = this.term(node.left)
        const right = this.term(node.right)
        const kind = node.is === 'over' && left.kind === right.kind ? 'number' : left.kind
        return { is: node.is, kind, value: calculate(node.is, left.value, right.value), of: [left, right] }
      }
    }
  }
}

function compare(is: Comparison, left: FeatureValue, right: FeatureValue): Outcome {
  if (left === null || right === null) return null
  switch (is) {
    case 'lt':
      return left < right
    case 'lte':
      return left <= right
    case 'gt':
      return left > right
    case 'gte':
      return left >= right
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    default:
      return unreachable(is)
  }
}

function calculate(is: Arithmetic, left: FeatureValue, right: FeatureValue): number | null {
  if (typeof left !== 'number' || typeof right !== 'number') return null
  switch (is) {
    case 'plus':
      return left + right
    case 'minus':
      return left - right
    case 'times':
      return left * right
    case 'over':
      return right === 0 ? null : left / right
    default:
      return unreachable(is)
  }
}

function join(is: 'all' | 'any', of: readonly Trace[]): Outcome {
  const deciding = is === 'any'
  if (of.some((part) => part.outcome === deciding)) return deciding
  return of.some((part) => part.outcome === null) ? null : !deciding
}

// A part is decisive when the whole came out as the part did; `not` passes the question on.
function decide(trace: Trace): Trace {
  if (!('of' in trace)) return { ...trace, decisive: true }
  const of = trace.of.map((part) =>
    trace.is === 'not' || part.outcome === trace.outcome ? decide(part) : part,
  )
  return { ...trace, of, decisive: true }
}
