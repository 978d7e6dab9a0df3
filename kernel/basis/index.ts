/** The face of basis: the small values everything else is made of. */
export type { Brand } from './brand.ts'
export {
  checkCharacterOf,
  parseCitizenId,
  type CitizenId,
  type CitizenIdOptions,
  type CitizenNumber,
} from './citizen-id.ts'
export {
  halfWidth,
  replaceBlanks,
  unwritableIn,
  withoutUnwritable,
  textOf,
  trimBlanks,
} from './clean-text.ts'
export { addDays, addMonths, ageOn, day, dayOf, daysBetween, isDay, parseDay, type Day } from './day.ts'
export {
  parseDisabilityCard,
  personKeyOf,
  type DisabilityCard,
  type DisabilityGrade,
  type DisabilityKind,
} from './disability-card.ts'
export {
  countyOf,
  divisionCode,
  divisionCodeText,
  isWithin,
  levelOf,
  parentOf,
  parseDivisionCode,
  scopeOf,
  type DivisionCode,
  type DivisionLevel,
  type Scope,
} from './division-code.ts'
export { fen, parseYuan, yuanText, type Fen } from './fen.ts'
export { newId, parseId, type Id } from './id.ts'
export { parseMobile, type PhoneNumber } from './mobile.ts'
export {
  addMonthsTo,
  firstDay,
  isMonth,
  lastDay,
  month,
  monthOf,
  monthsBetween,
  nextMonth,
  parseMonth,
  type Month,
} from './month.ts'
export { nameKey, parsePersonName, type PersonName } from './person-name.ts'
export {
  defineProblem,
  definedProblems,
  Problem,
  toProblemDetails,
  type ProblemDetails,
  type ProblemExtras,
  type ProblemFactory,
} from './problem.ts'
export {
  collect,
  ok,
  reason,
  refuse,
  type Accepted,
  type Reason,
  type Refused,
  type Result,
} from './result.ts'
export { unreachable } from './unreachable.ts'
