/** The closed language of rules: a small tree over features and parameters, plain JSON, typed by what it measures. */
import { isDay, type Day } from '../basis/index.ts'
import type { Feature, FeatureSet, FeatureType } from './feature.ts'
import type { Parameter, ParameterSet, ParameterType } from './parameter.ts'

/** What a term measures; only like is compared with like. */
export type Kind = 'money' | 'number' | 'percent' | 'day' | 'code' | 'flag'

/** The six comparisons. */
export type Comparison = 'lt' | 'lte' | 'gt' | 'gte' | 'eq' | 'ne'

/** The four operations. */
export type Arithmetic = 'plus' | 'minus' | 'times' | 'over'

/** A term as it is stored. */
export type TermNode =
  | { readonly is: 'feature'; readonly key: string }
  | { readonly is: 'parameter'; readonly key: string }
  | { readonly is: 'value'; readonly kind: Kind; readonly value: number | string | boolean }
  | { readonly is: Arithmetic; readonly left: TermNode; readonly right: TermNode }

declare const measures: unique symbol

/** A term that measures a `K`; the mark exists for the compiler only. */
export type Term<K extends Kind = Kind> = TermNode & { readonly [measures]?: K }

/** What a rule says when it fires: true, false, or unknown where a value it needs is unknown. */
export type Condition =
  | { readonly is: Comparison; readonly left: TermNode; readonly right: TermNode }
  | { readonly is: 'among'; readonly term: TermNode; readonly codes: readonly string[] }
  | { readonly is: 'isTrue' | 'isKnown'; readonly term: TermNode }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }

/** What a feature of a type measures. */
export type KindOfFeature<T extends FeatureType> = T extends 'count' ? 'number' : T extends Kind ? T : never

/** What a parameter of a type measures. */
export type KindOfParameter<T extends ParameterType> = T extends 'days'
  ? 'number'
  : T extends Kind
    ? T
    : never

type Ordered = 'money' | 'number' | 'percent' | 'day'
type Amount = 'money' | 'number' | 'percent'

/** The words of one catalogue: `feature` and `parameter` accept its keys only, and know what each measures. */
export type Vocabulary<F extends FeatureSet, P extends ParameterSet> = {
  feature<Key extends keyof F & string>(key: Key): Term<KindOfFeature<F[Key]['type']>>
  parameter<Key extends keyof P & string>(key: Key): Term<KindOfParameter<P[Key]['type']>>
}

/** Answers the words for the rules over these features and parameters; an unknown key does not compile, and throws. */
export function vocabulary<F extends FeatureSet, P extends ParameterSet>(
  features: F,
  parameters: P,
): Vocabulary<F, P> {
  return {
    feature: (key) => {
      if (!Object.hasOwn(features, key)) throw new Error(`No feature ${key}`)
      return { is: 'feature', key }
    },
    parameter: (key) => {
      if (!Object.hasOwn(parameters, key)) throw new Error(`No parameter ${key}`)
      return { is: 'parameter', key }
    },
  }
}

/**
 * A fixed value. A bare number is a number; money (in 分) and percent (in points) are named. Thresholds belong in
 * parameters: a fixed value is for what no document can change, such as zero.
 */
export function value(fixed: Day): Term<'day'>
export function value(fixed: string): Term<'code'>
export function value(fixed: boolean): Term<'flag'>
export function value(fixed: number): Term<'number'>
export function value<K extends Amount>(fixed: number, kind: K): Term<K>
export function value(fixed: number | string | boolean, kind?: Amount): Term {
  if (typeof fixed === 'number') return { is: 'value', kind: kind ?? 'number', value: fixed }
  if (typeof fixed === 'boolean') return { is: 'value', kind: 'flag', value: fixed }
  return { is: 'value', kind: isDay(fixed) ? 'day' : 'code', value: fixed }
}

/** True when left lies below right. */
export function lt<K extends Ordered>(left: Term<K>, right: Term<NoInfer<K>>): Condition {
  return { is: 'lt', left, right }
}

/** True when left lies below right or equals it. */
export function lte<K extends Ordered>(left: Term<K>, right: Term<NoInfer<K>>): Condition {
  return { is: 'lte', left, right }
}

/** True when left lies above right. */
export function gt<K extends Ordered>(left: Term<K>, right: Term<NoInfer<K>>): Condition {
  return { is: 'gt', left, right }
}

/** True when left lies above right or equals it. */
export function gte<K extends Ordered>(left: Term<K>, right: Term<NoInfer<K>>): Condition {
  return { is: 'gte', left, right }
}

/** True when both are the same. */
export function eq<K extends Kind>(left: Term<K>, right: Term<NoInfer<K>>): Condition {
  return { is: 'eq', left, right }
}

/** True when they differ. */
export function ne<K extends Kind>(left: Term<K>, right: Term<NoInfer<K>>): Condition {
  return { is: 'ne', left, right }
}

/** True when the code is one of the listed ones. */
export function among(term: Term<'code'>, codes: readonly string[]): Condition {
  return { is: 'among', term, codes }
}

/** True when the flag is set; unknown when nobody said. */
export function isTrue(term: Term<'flag'>): Condition {
  return { is: 'isTrue', term }
}

/** True when there is a value; never unknown itself. */
export function isKnown(term: Term): Condition {
  return { is: 'isKnown', term }
}

/** True when every part is true; one false part decides against it. */
export function all(...of: readonly Condition[]): Condition {
  return { is: 'all', of }
}

/** True when one part is true. */
export function any(...of: readonly Condition[]): Condition {
  return { is: 'any', of }
}

/** The opposite; the opposite of unknown is unknown. */
export function not(of: Condition): Condition {
  return { is: 'not', of }
}

/** The sum. */
export function plus<K extends Amount>(left: Term<K>, right: Term<NoInfer<K>>): Term<K> {
  return { is: 'plus', left, right }
}

/** The difference. */
export function minus<K extends Amount>(left: Term<K>, right: Term<NoInfer<K>>): Term<K> {
  return { is: 'minus', left, right }
}

/** The product with a number. */
export function times<K extends Amount>(left: Term<K>, right: Term<'number'>): Term<K> {
  return { is: 'times', left, right }
}

/** The quotient: by a number it keeps its measure, by its own measure it becomes a number; by zero it is unknown. */
export function over<K extends Amount>(left: Term<K>, right: Term<'number'>): Term<K>
export function over<K extends Amount>(left: Term<K>, right: Term<NoInfer<K>>): Term<'number'>
export function over(left: TermNode, right: TermNode): Term {
  return { is: 'over', left, right }
}

/** Answers what a feature or parameter measures. */
export function kindOf(of: Feature | Parameter): Kind {
  return of.type === 'count' || of.type === 'days' ? 'number' : of.type
}

/** Lists the keys a condition reads, each once, in the order they are met. */
export function keysIn(condition: Condition): { features: string[]; parameters: string[] } {
  const features = new Set<string>()
  const parameters = new Set<string>()
  const visit = (node: Condition | TermNode): void => {
    if (node.is === 'feature') features.add(node.key)
    else if (node.is === 'parameter') parameters.add(node.key)
    else for (const part of partsOf(node)) visit(part)
  }
  visit(condition)
  return { features: [...features], parameters: [...parameters] }
}

function partsOf(node: Condition | TermNode): readonly (Condition | TermNode)[] {
  if ('left' in node) return [node.left, node.right]
  if ('term' in node) return [node.term]
  if (node.is === 'not') return [node.of]
  return node.is === 'all' || node.is === 'any' ? node.of : []
}
