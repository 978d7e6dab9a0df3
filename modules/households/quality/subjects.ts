/** Questions that several data-quality rules ask about a person or a household. */
import { ageOn } from '@xinlu/kernel/basis'
import { isAtSchool } from '../codes/schooling.ts'
import type { QualityFile, QualityMeasure, QualityPerson } from './quality-rule.ts'

/** Answers the age today, or nothing when the day of birth is unknown. */
export function ageIn(file: QualityFile, person: QualityPerson): number | undefined {
  return person.born === null ? undefined : ageOn(person.born, file.today)
}

/** Tells whether the health is written down as 健康 and nothing else. */
export function isHealthy(person: QualityPerson): boolean {
  return person.health.length === 1 && person.health[0] === 'healthy'
}

/** Tells whether somebody has a serious or a lasting illness. */
export function isIll(person: QualityPerson): boolean {
  return person.health.includes('serious') || person.health.includes('chronic')
}

/** Tells whether somebody is disabled, by the health written down or by a card. */
export function isDisabled(person: QualityPerson): boolean {
  return person.health.includes('disabled') || person.disabilityKind !== null || person.hasDisabilityCard
}

/** Tells whether somebody is a pupil or a student. */
export function isStudent(person: QualityPerson): boolean {
  return person.schooling !== null && isAtSchool(person.schooling)
}

/** Tells whether somebody can work, 弱劳动力或半劳动力 included. */
export function hasLabour(person: QualityPerson): boolean {
  return person.labour === 'ordinary' || person.labour === 'skilled' || person.labour === 'weak'
}

/** Tells whether somebody has a work record: work away, or a public post. */
export function hasWork(person: QualityPerson): boolean {
  return (
    person.worksAway === true ||
    (person.workMonths ?? 0) > 0 ||
    (person.postMonths ?? 0) > 0 ||
    person.postKind !== null
  )
}

/** Tells whether the household is a 监测对象 whose risk is not cleared. */
export function isMonitoredNow(file: QualityFile): boolean {
  return file.household.monitored !== null && file.household.clearedMonth === null
}

/** Tells whether one of the measures is of one of the kinds. */
export function hasMeasure(measures: readonly QualityMeasure[], ...kinds: QualityMeasure['kind'][]): boolean {
  return measures.some((measure) => kinds.includes(measure.kind))
}

/** The measures that let people earn: 开发式帮扶. */
export const developmentKinds = ['industry', 'employment', 'finance', 'post'] as const
