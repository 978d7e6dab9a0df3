/** Reads a condition that came as JSON, and says everything that is wrong with it. */
import { isDay, ok, reason, refuse, type Reason, type Result } from '../basis/index.ts'
import {
  kindOf,
  type Arithmetic,
  type Comparison,
  type Condition,
  type Kind,
  type TermNode,
} from './expression.ts'
import type { FeatureSet } from './feature.ts'
import type { ParameterSet } from './parameter.ts'

/** What the words of a condition are looked up in. */
export type Words = { readonly features: FeatureSet; readonly parameters: ParameterSet }

/** How large a condition may be. Arithmetic is kept shallow so that no product leaves the range of a double. */
export const expressionLimits = {
  depth: 12,
  nodes: 200,
  codes: 60,
  arithmeticDepth: 3,
  largest: 1e15,
  smallest: 1e-9,
}

type Json = Readonly<Record<string, unknown>>
type Read = { node: TermNode; kind: Kind }

const comparisons: readonly string[] = ['lt', 'lte', 'gt', 'gte', 'eq', 'ne'] satisfies Comparison[]
const arithmetic: readonly string[] = ['plus', 'minus', 'times', 'over'] satisfies Arithmetic[]

/**
 * Answers a clean copy of the condition, free of anything it does not understand, or all reasons against it, each
 * with the path to the node: `of.1.left`.
 */
export function parseExpression(json: unknown, words: Words): Result<Condition> {
  const reader = new Reader(words)
  const condition = reader.condition(json, '', 1)
  if (condition === undefined || reader.reasons.length > 0) return refuse(...reader.reasons)
  return ok(condition)
}

class Reader {
  readonly reasons: Reason[] = []
  readonly words: Words
  #nodes = 0

  constructor(words: Words) {
    this.words = words
  }

  condition(json: unknown, path: string, depth: number): Condition | undefined {
    const node = this.#node(json, path, depth)
    if (!node) return undefined
    const is = node['is']
    if (is === 'all' || is === 'any') {
      const list = node['of']
      if (!Array.isArray(list) || list.length === 0)
        return this.#no('parts', '「同时满足」「满足其一」至少要有一项条件。', path)
      const of = list.map((part: unknown, index) =>
        this.condition(part, join(path, `of.${index}`), depth + 1),
      )
      return of.every((part) => part !== undefined) ? { is, of } : undefined
    }
    if (is === 'not') {
      const of = this.condition(node['of'], join(path, 'of'), depth + 1)
      return of && { is, of }
    }
    if (is === 'isTrue' || is === 'isKnown') {
      const read = this.#term(node['term'], join(path, 'term'), depth + 1, 0)
      if (read && is === 'isTrue' && read.kind !== 'flag')
        return this.#no('kind', '「为是」只能用于是否类的项目。', path)
      return read && { is, term: read.node }
    }
    if (is === 'among') return this.#among(node, path, depth)
    if (typeof is === 'string' && comparisons.includes(is))
      return this.#comparison(is as Comparison, node, path, depth)
    return this.#no('unknown', `不认识的条件「${shown(is)}」，请重新选择。`, path)
  }

  #among(node: Json, path: string, depth: number): Condition | undefined {
    const read = this.#term(node['term'], join(path, 'term'), depth + 1, 0)
    const codes: unknown = node['codes']
    if (!Array.isArray(codes) || codes.length === 0 || codes.length > expressionLimits.codes) {
      return this.#no('codes', `请选择1至${expressionLimits.codes}个选项。`, path)
    }
    if (
      !codes.every((code): code is string => typeof code === 'string' && code !== '' && code.length <= 60)
    ) {
      return this.#no('codes', '选项必须是代码。', path)
    }
    if (read && read.kind !== 'code') return this.#no('kind', '「属于」只能用于代码类的项目。', path)
    return read && this.#known(read, codes, path)
      ? { is: 'among', term: read.node, codes: [...new Set(codes)] }
      : undefined
  }

  #comparison(is: Comparison, node: Json, path: string, depth: number): Condition | undefined {
    const left = this.#term(node['left'], join(path, 'left'), depth + 1, 0)
    const right = this.#term(node['right'], join(path, 'right'), depth + 1, 0)
    if (!left || !right) return undefined
    if (left.kind !== right.kind) {
      return this.#no('kind', `${kindNames[left.kind]}不能与${kindNames[right.kind]}比较。`, path)
    }
    if ((left.kind === 'code' || left.kind === 'flag') && is !== 'eq' && is !== 'ne') {
      return this.#no('kind', `${kindNames[left.kind]}没有大小，只能比较是否相同。`, path)
    }
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (
        other.node.is === 'value' &&
        one.kind === 'code' &&
        !this.#known(one, [String(other.node.value)], path)
      )
        return
    }
    return { is, left: left.node, right: right.node }
  }

  #term(json: unknown, path: string, depth: number, nested: number): Read | undefined {
    const node = this.#node(json, path, depth)
    if (!node) return undefined
    const is = node['is']
    if (is === 'feature') return this.#word('feature', this.words.features, node['key'], path)
    if (is === 'parameter') return this.#word('parameter', this.words.parameters, node['key'], path)
    if (is === 'value') return this.#value(node, path)
    if (typeof is !== 'string' || !arithmetic.includes(is)) {
      return this.#no('unknown', `不认识的项目「${shown(is)}」，请重新选择。`, path)
    }
    if (nested === expressionLimits.arithmeticDepth) {
      return this.#no('arithmetic', `算式最多套${expressionLimits.arithmeticDepth}层，请简化。`, path)
    }
    const left = this.#term(node['left'], join(path, 'left'), depth + 1, nested + 1)
    const right = this.#term(node['right'], join(path, 'right'), depth + 1, nested + 1)
    if (!left || !right) return undefined
    const kind = resultKind(is as Arithmetic, left.kind, right.kind)
    if (!kind)
      return this.#no('kind', `${kindNames[left.kind]}与${kindNames[right.kind]}不能这样计算。`, path)
    return { node: { is: is as Arithmetic, left: left.node, right: right.node }, kind }
  }

  #word(
    is: 'feature' | 'parameter',
    set: FeatureSet | ParameterSet,
    key: unknown,
    path: string,
  ): Read | undefined {
    const found = typeof key === 'string' && Object.hasOwn(set, key) ? set[key] : undefined
    if (found) return { node: { is, key: found.key }, kind: kindOf(found) }
    return this.#no('key', `没有名为「${shown(key)}」的${is === 'feature' ? '指标' : '参数'}。`, path)
  }

  #value({ kind, value }: Json, path: string): Read | undefined {
    if (typeof value === 'number' && (kind === 'money' || kind === 'number' || kind === 'percent')) {
      const size = Math.abs(value)
      const usable = size === 0 || (size >= expressionLimits.smallest && size <= expressionLimits.largest)
      return usable
        ? { node: { is: 'value', kind, value }, kind }
        : this.#no('number', '数值太大或太小，请核对。', path)
    }
    const fits =
      (kind === 'flag' && typeof value === 'boolean') ||
      (kind === 'day' && isDay(value)) ||
      (kind === 'code' && typeof value === 'string' && value !== '' && value.length <= 60)
    if (fits) return { node: { is: 'value', kind, value: value as string | boolean }, kind }
    return this.#no('value', '固定值与它的类型不符，请重新填写。', path)
  }

  #known(read: Read, codes: readonly string[], path: string): boolean {
    const feature = read.node.is === 'feature' ? this.words.features[read.node.key] : undefined
    const stray = feature?.codes && codes.find((code) => !Object.hasOwn(feature.codes!, code))
    if (stray === undefined) return true
    this.#no('code', `「${feature!.label}」没有「${stray}」这个选项。`, path)
    return false
  }

  #node(json: unknown, path: string, depth: number): Json | undefined {
    this.#nodes += 1
    if (this.#nodes > expressionLimits.nodes) {
      // Said once: a flood of nodes must not become a flood of reasons.
      if (this.#nodes === expressionLimits.nodes + 1)
        this.#no('size', `条件最多${expressionLimits.nodes}项，请拆成几条规则。`, path)
      return undefined
    }
    if (depth > expressionLimits.depth)
      return this.#no('depth', `条件最多套${expressionLimits.depth}层，请简化。`, path)
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      return this.#no('form', '这里应有一项条件或项目。', path)
    return json as Json
  }

  #no(code: string, message: string, path: string): undefined {
    this.reasons.push(reason(`rules.expression.${code}`, message, { path: path === '' ? 'when' : path }))
    return undefined
  }
}

const kindNames: Record<Kind, string> = {
  money: '金额',
  number: '数值',
  percent: '百分比',
  day: '日期',
  code: '代码',
  flag: '是否',
}

function resultKind(is: Arithmetic, left: Kind, right: Kind): Kind | undefined {
  const amounts: readonly Kind[] = ['money', 'number', 'percent']
  if (!amounts.includes(left) || !amounts.includes(right)) return undefined
  if (is === 'plus' || is === 'minus') return left === right ? left : undefined
  if (right === 'number') return left
  return is === 'over' && left === right ? 'number' : undefined
}

function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`
}

function shown(given: unknown): string {
  return typeof given === 'string' ? given.slice(0, 60) : ''
}
