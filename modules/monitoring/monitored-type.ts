/** The three types of monitored households, exactly as the national guidance defines them; a suggestion, never a decision. */

/** The types and what the office calls them. */
export const monitoredTypes = {
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden: '突发严重困难户',
} as const

/** The code of a type. */
export type MonitoredType = keyof typeof monitoredTypes

/** What the types are made of; `belowLine` is null while no income has been calculated. */
export type TypeFacts = {
  readonly kind: 'formerPoor' | 'ordinary'
  /** 人均纯收入 lies below the line of the place and year. */
  readonly belowLine: boolean | null
  /** A rule of kind risk, other than low income itself, points at the household. */
  readonly hasRisk: boolean
  /** One of these risks is a sudden event with heavy costs. */
  readonly hasSudden: boolean
}

/** The suggested type, or none, and why. */
export type Suggestion = { readonly type: MonitoredType | null; readonly reasons: readonly string[] }

/**
 * Answers the type the facts suggest. Below the line with a risk: by the household's kind. Not below the line with a
 * sudden event: 突发严重困难户, whatever the kind. The judgement itself is made by people (收入、支出、困难、自主应对能力).
 */
export function suggestType(facts: TypeFacts): Suggestion {
  const { kind, belowLine, hasRisk, hasSudden } = facts
  if (belowLine === null) return { type: null, reasons: ['没有收入测算，不能判断类别，请先入户测算收入。'] }
  if (belowLine && hasRisk) {
    return kind === 'formerPoor'
      ? { type: 'unstable', reasons: ['脱贫户。', '人均纯收入低于监测范围线。', '存在返贫风险。'] }
      : { type: 'marginal', reasons: ['一般农户。', '人均纯收入低于监测范围线。', '存在致贫风险。'] }
  }
  if (belowLine) {
    return {
      type: null,
      reasons: ['人均纯收入低于监测范围线，但没有发现返贫致贫风险，请入户核实有没有突出困难。'],
    }
  }
  if (hasSudden) {
    return {
      type: 'sudden',
      reasons: [
        '人均纯收入不低于监测范围线。',
        '突发事故、灾害或重病使支出骤增、收入骤减，请核实基本生活是否严重困难。',
      ],
    }
  }
  return { type: null, reasons: ['人均纯收入不低于监测范围线，没有发现突发严重困难。'] }
}
