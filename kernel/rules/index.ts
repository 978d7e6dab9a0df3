/** The face of rules: features, parameters, the language of conditions, the interpreter, the catalogue. */
export { defineCatalogue, parametersOf, rulesOn, type Catalogue, type SubjectKind } from './catalogue.ts'
export { briefReasons, type BriefReason } from './brief-reasons.ts'
export { describeTrace, traceText, type TraceLine } from './describe-trace.ts'
export { explainFinding } from './explain-finding.ts'
export {
  all,
  among,
  any,
  eq,
  gt,
  gte,
  isKnown,
  isTrue,
  keysIn,
  kindOf,
  lt,
  lte,
  minus,
  ne,
  not,
  over,
  plus,
  times,
  value,
  vocabulary,
  type Condition,
  type Kind,
  type Term,
  type TermNode,
  type Vocabulary,
} from './expression.ts'
export {
  defineFeature,
  defineFeatures,
  featureColumn,
  featureColumnType,
  type Feature,
  type FeatureSet,
  type FeatureType,
  type FeatureValue,
} from './feature.ts'
export { interpret, type FeatureValues, type Outcome, type Side, type Trace } from './interpret.ts'
export { officeText, type Wording } from './office-text.ts'
export {
  defineParameter,
  defineParameters,
  parameterColumn,
  valueFor,
  type Confidence,
  type Parameter,
  type ParameterRow,
  type ParameterSet,
  type ParametersInForce,
  type ParameterType,
  type ParameterValue,
} from './parameter.ts'
export { parseParameterValue } from './parse-parameter-value.ts'
export { expressionLimits, parseExpression, type Words } from './parse-expression.ts'
export { defineRule, isInForce, keysOfRule, type Level, type Rule, type RuleKind } from './rule.ts'
