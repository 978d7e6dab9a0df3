/** The rules in `@gorules/zen-engine`: one decision with one expression for each rule. */
import type { Rule, TermNode } from '@xinlu/kernel/rules'
import { type HouseholdDocument, factName } from './documents.ts'
import { type PlainCondition, plainOf } from './plain-condition.ts'

// Its packages for other platforms are not in every registry, and then no lock file can hold it: it is no dependency
// of the project, but brought in for a measurement with `npm install --no-save`.
const PACKAGE: string = '@gorules/zen-engine'

/** How to bring the engine in for a measurement. */
export const HOW_TO_GET_ZEN = `npm install --no-save ${PACKAGE}@0.54.0`

interface ZenPackage {
  ZenEngine: new () => {
    createDecision(content: object): { evaluate(facts: object): Promise<{ result: Record<string, unknown> }> }
  }
}

/** Answers a function that lists, as `household rule`, at whom the rules point; nothing where the engine is not there. */
export async function zenEngine(
  rules: readonly Rule[],
): Promise<((documents: readonly HouseholdDocument[]) => Promise<string[]>) | undefined> {
  const { ZenEngine } = (await import(PACKAGE).catch(() => ({}))) as Partial<ZenPackage>
  if (!ZenEngine) return undefined
  const expressions = rules.map((rule, n) => ({
    id: `e${n}`,
    key: `r${n}`,
    value: expressionOf(plainOf(rule.when)),
  }))
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'rules',
        name: 'rules',
        type: 'expressionNode',
        position: { x: 1, y: 0 },
        content: { expressions, passThrough: false },
      },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  })
  return async (documents) => {
    const hits: string[] = []
    // Both cores are its to use: a few hundred are under way at a time.
    for (let from = 0; from < documents.length; from += 256) {
      const chunk = documents.slice(from, from + 256)
      const answers = await Promise.all(chunk.map(({ facts }) => decision.evaluate(facts)))
      answers.forEach(({ result }, at) =>
        rules.forEach(({ key }, n) => {
          if (result[`r${n}`] === true) hits.push(`${chunk[at]!.household} ${key}`)
        }),
      )
    }
    return hits
  }
}

const signs = { lt: '<', lte: '<=', gt: '>', gte: '>=', eq: '==', ne: '!=' } as const

function expressionOf(condition: PlainCondition): string {
  switch (condition.is) {
    case 'all':
    case 'any':
      return `(${condition.of.map(expressionOf).join(condition.is === 'all' ? ' and ' : ' or ')})`
    case 'flag':
      return `(${factName(condition.term)} == ${condition.value})`
    case 'known':
      return `(${factName(condition.term)} != null)`
    case 'missing':
      return `(${factName(condition.term)} == null)`
    case 'among':
    case 'notAmong': {
      const name = factName(condition.term)
      const codes = `[${condition.codes.map((code) => `'${code}'`).join(', ')}]`
      return `(${name} != null and ${name} ${condition.is === 'among' ? 'in' : 'not in'} ${codes})`
    }
    default: {
      const { is, left, right } = condition
      const guards = [left, right]
        .filter((term) => term.is !== 'value')
        .map((term) => `${factName(term)} != null`)
      return `(${[...guards, `${sideOf(left)} ${signs[is]} ${sideOf(right)}`].join(' and ')})`
    }
  }
}

function sideOf(term: TermNode): string {
  if (term.is !== 'value') return factName(term)
  return typeof term.value === 'string' ? `'${term.value}'` : String(term.value)
}
