/** Every feature of a household, by the topic that says who may read it. */
import type { FeatureSet } from '@xinlu/kernel/rules'
import { disabilityFeatures } from './features/disability.ts'
import { housingFeatures, waterFeatures } from './features/dwelling.ts'
import { educationFeatures } from './features/education.ts'
import { accidentFeatures, disasterFeatures } from './features/events.ts'
import { insuranceFeatures, medicalFeatures } from './features/health.ts'
import { householdFeatures } from './features/household.ts'
import { incomeFeatures } from './features/income.ts'
import { measureFeatures } from './features/measures.ts'
import { illnessFeatures, memberFeatures } from './features/members.ts'
import { holdingFeatures, moveFeatures, subsidyFeatures } from './features/money.ts'
import { reliefFeatures } from './features/relief.ts'
import { workFeatures } from './features/work.ts'

/** All features under their keys; each is one column of `monitoring.household_feature`. */
export const householdFeatureSet = {
  ...householdFeatures,
  ...memberFeatures,
  ...illnessFeatures,
  ...incomeFeatures,
  ...medicalFeatures,
  ...insuranceFeatures,
  ...educationFeatures,
  ...housingFeatures,
  ...waterFeatures,
  ...disabilityFeatures,
  ...reliefFeatures,
  ...workFeatures,
  ...disasterFeatures,
  ...accidentFeatures,
  ...subsidyFeatures,
  ...holdingFeatures,
  ...moveFeatures,
  ...measureFeatures,
}

/** The key of a feature. */
export type HouseholdFeature = keyof typeof householdFeatureSet

/** Topics, because who may read them differs. */
export type Topic = keyof typeof featuresByTopic

const featuresByTopic = {
  household: { ...householdFeatures, ...memberFeatures },
  income: incomeFeatures,
  health: { ...medicalFeatures, ...illnessFeatures },
  insurance: insuranceFeatures,
  education: educationFeatures,
  housing: housingFeatures,
  water: waterFeatures,
  disability: disabilityFeatures,
  relief: reliefFeatures,
  work: workFeatures,
  disaster: disasterFeatures,
  accident: accidentFeatures,
  subsidy: subsidyFeatures,
  holding: holdingFeatures,
  move: moveFeatures,
  measure: measureFeatures,
} as const satisfies Record<string, FeatureSet>

// That a household is watched because of an illness tells the illness: such marks follow the topic they tell of.
const tellingMarks: Readonly<Partial<Record<HouseholdFeature, Topic>>> = {
  watchedIllness: 'health',
  watchedSchool: 'education',
  watchedDisability: 'disability',
  watchedDisaster: 'disaster',
  watchedAccident: 'accident',
  watchedWork: 'work',
  watchedHouse: 'housing',
  watchedWater: 'water',
  houseUnsafeSeen: 'housing',
  dropoutSeen: 'education',
  waterUnsafeSeen: 'water',
}

/** Answers the topic of a feature, or nothing for any other key. */
export function topicOf(key: string): Topic | undefined {
  const marked = tellingMarks[key as HouseholdFeature]
  if (marked !== undefined) return marked
  const topics = Object.keys(featuresByTopic) as Topic[]
  return topics.find((topic) => Object.hasOwn(featuresByTopic[topic], key))
}
