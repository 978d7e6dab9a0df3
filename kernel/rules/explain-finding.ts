/** Writes the sentence of a rule with the numbers that made it fire. */
import type { Catalogue } from './catalogue.ts'
import type { FeatureValues } from './interpret.ts'
import { officeText } from './office-text.ts'
import type { Rule } from './rule.ts'

/**
 * Answers the rule's sentence with every `{key}` replaced by its value in office format. `inputs` holds features
 * and parameters under their keys, as they are kept with a finding.
 *
 * @example explainFinding(catalogue, rule, { daysLate: 21, 'loan.days': 14 }) // '逾期 21 天，超过 14 天'
 */
export function explainFinding(
  catalogue: Pick<Catalogue, 'features' | 'parameters'>,
  rule: Pick<Rule, 'explain'>,
  inputs: FeatureValues,
): string {
  return rule.explain.replace(/\{([^{}]*)\}/g, (whole, key: string) => {
    const word = catalogue.features[key] ?? catalogue.parameters[key]
    return word ? officeText(inputs[key], word) : whole
  })
}
