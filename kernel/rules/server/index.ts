/** The server face of rules: parameters, features, screenings, findings, decisions. */
export { adoptRules } from './adopt-rules.ts'
export { decideFinding, type DecidedFinding, type Decision, type Verdict } from './decide.ts'
export { markDirty } from './dirty.ts'
export { followSubject } from './follow-subject.ts'
export {
  explainSubject,
  recordsBehind,
  type RuleAnswer,
  type SubjectAsked,
  type SubjectExplanation,
  type SubjectFinding,
} from './explain-subject.ts'
export {
  defineFeatureSource,
  subjectTable,
  type FeatureGroup,
  type FeatureSource,
  type SourceRecord,
  type SubjectSet,
} from './feature-source.ts'
export { featureStatements } from './feature-statements.ts'
export { findLatestRun, type RecordedRun } from './latest-run.ts'
export { countOpenFindings, listFindings, type Finding, type FindingFilter } from './list-findings.ts'
export { inForce, parameterRows, parametersAt, parametersIn, type CountyParameters } from './parameters-at.ts'
export { rulePrecision, type PrecisionSpan, type RulePrecision } from './precision.ts'
export { rulesProblems } from './problems.ts'
export {
  catchUp,
  refreshAndScreen,
  refreshDirty,
  refreshFeatures,
  type Refresh,
  type RefreshReport,
} from './refresh-features.ts'
export { refreshByCounty } from './refresh-by-county.ts'
export {
  runScreening,
  screenSubjects,
  type RunCounts,
  type RunReport,
  type Screening,
} from './run-screening.ts'
export { syncParameters, type SyncReport } from './sync-parameters.ts'
export { parameterSql, type ParameterSql } from './parameter-sql.ts'
export { conditionSql, termSql, type ParameterReader } from './to-sql.ts'
export { whatIf, type TriedValue, type WhatIf, type WhatIfCount } from './what-if.ts'
