/** Tells in Chinese, line by line, why a condition came out as it did. */
import { unreachable } from '../basis/index.ts'
import type { Comparison } from './expression.ts'
import type { Outcome, Side, Trace } from './interpret.ts'
import { officeText } from './office-text.ts'

/** One sentence of an explanation; `depth` says how far it is indented. */
export type TraceLine = { depth: number; text: string; outcome: Outcome; decisive: boolean }

/**
 * Answers the sentences of a trace, the whole before its parts. A sentence states the fact as it is ("不低于"), so
 * that it reads true whatever the rule asked for.
 */
export function describeTrace(trace: Trace, depth = 0): TraceLine[] {
  const { outcome, decisive } = trace
  if (!('of' in trace)) return [{ depth, text: sentence(trace), outcome, decisive }]
  const [only] = trace.of
  if (trace.of.length === 1 && only && trace.is !== 'not') return describeTrace(only, depth)
  if (trace.is === 'not' && only && !('of' in only))
    return [{ depth, text: sentence(only), outcome, decisive }]
  const heading = { depth, text: headingOf(trace.is, outcome), outcome, decisive }
  return [heading, ...partsOf(trace).flatMap((part) => describeTrace(part, depth + 1))]
}

// "All of (a, all of (b, c))" says nothing more than "all of (a, b, c)", and takes two lines less to read.
function partsOf(trace: Extract<Trace, { of: unknown }>): readonly Trace[] {
  if (trace.is === 'not') return trace.of
  return trace.of.flatMap((part) => (part.is === trace.is && 'of' in part ? partsOf(part) : [part]))
}

/** Writes a trace as text, each line with ✓, ✗ or ? and the lines that decided nothing in brackets. */
export function traceText(trace: Trace): string {
  return describeTrace(trace)
    .map(({ depth, text, outcome, decisive }) => {
      const mark = outcome === null ? '?' : outcome ? '✓' : '✗'
      return `${'  '.repeat(depth)}${mark} ${decisive ? text : `〔${text}〕`}`
    })
    .join('\n')
}

type Leaf = Exclude<Trace, { of: unknown }>

function sentence(leaf: Leaf): string {
  switch (leaf.is) {
    case 'isKnown':
      return leaf.outcome ? `已有数据：${sideText(leaf.left)}` : `${nameOf(leaf.left)}没有数据`
    case 'isTrue':
      return leaf.outcome === null
        ? `${nameOf(leaf.left)}没有数据`
        : `${nameOf(leaf.left)}：${leaf.outcome ? '是' : '否'}`
    case 'among': {
      const options = leaf.among.map((code) => leaf.left.codes?.[code] ?? code).join('、')
      if (leaf.outcome === null) return `${nameOf(leaf.left)}没有数据，不能判断是否属于${options}`
      return `${sideText(leaf.left)}，${leaf.outcome ? '属于' : '不属于'}${options}`
    }
    default:
      return comparison(leaf)
  }
}

function comparison(leaf: Extract<Leaf, { is: Comparison }>): string {
  const { left, right, outcome } = leaf
  const missing = [left, right].flatMap(unknowns)
  if (outcome === null) {
    const names = [...new Set(missing)].join('、')
    const lack = names === '' ? '除数为零' : `${names}没有数据`
    return `${lack}，不能判断${nameOf(left)}是否${word(leaf.is, true, left)}${nameOf(right)}`
  }
  const text = `${sideText(left)}，${word(leaf.is, outcome, left)}${sideText(right)}`
  const plainYes = left.kind === 'flag' || left.kind === 'code'
  return plainYes && right.is === 'value' ? `${nameOf(left)}：${officeText(left.value, wording(left))}` : text
}

function word(is: Comparison, outcome: boolean, { kind }: Side): string {
  const [before, notBefore, after, notAfter] =
    kind === 'day' ? ['早于', '不早于', '晚于', '不晚于'] : ['低于', '不低于', '高于', '不高于']
  switch (is) {
    case 'lt':
      return (outcome ? before : notBefore)!
    case 'gte':
      return (outcome ? notBefore : before)!
    case 'gt':
      return (outcome ? after : notAfter)!
    case 'lte':
      return (outcome ? notAfter : after)!
    case 'eq':
      return outcome ? '等于' : '不等于'
    case 'ne':
      return outcome ? '不等于' : '等于'
    default:
      return unreachable(is)
  }
}

function sideText(side: Side): string {
  if (side.of) return `${nameOf(side)}（${officeText(side.value, wording(side))}）`
  if (side.is === 'value') return officeText(side.value, wording(side))
  return `${nameOf(side)} ${officeText(side.value, wording(side))}${documentOf(side)}`
}

function nameOf(side: Side): string {
  if (side.of) return side.of.map(inner).join(` ${signs[side.is] ?? ''} `)
  return side.label ?? officeText(side.value, wording(side))
}

function inner(side: Side): string {
  return side.of ? `（${nameOf(side)}）` : nameOf(side)
}

const signs: Record<string, string> = { plus: '+', minus: '−', times: '×', over: '÷' }
const cautions: Record<string, string> = { practice: '，按通行做法', unverified: '，待核定' }

function documentOf({ document, confidence }: Side): string {
  return document === undefined ? '' : `（${document}${cautions[confidence ?? ''] ?? ''}）`
}

function unknowns(side: Side): string[] {
  if (side.of) return side.of.flatMap(unknowns)
  return side.value === null ? [side.label ?? ''] : []
}

function wording(side: Side): { type: string; unit?: string; codes?: Readonly<Record<string, string>> } {
  return { type: side.type ?? side.kind, unit: side.unit, codes: side.codes }
}

function headingOf(is: 'all' | 'any' | 'not', outcome: Outcome): string {
  switch (is) {
    case 'all':
      return outcome
        ? '以下各项都成立：'
        : outcome === null
          ? '以下各项是否都成立还不能确定：'
          : '以下各项没有都成立：'
    case 'any':
      return outcome
        ? '以下至少一项成立：'
        : outcome === null
          ? '以下是否有一项成立还不能确定：'
          : '以下各项都不成立：'
    case 'not':
      return outcome
        ? '没有出现下列情形：'
        : outcome === null
          ? '是否出现下列情形还不能确定：'
          : '出现了下列情形：'
    default:
      return unreachable(is)
  }
}
