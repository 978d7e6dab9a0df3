/** How sensitive what the register knows of a person is: one list for the page, the sheet and whoever checks both. */
import type { Sensitivity } from '@xinlu/kernel/access'
import type { PersonFacts } from './model.ts'

/** A fact that can be kept from a role; name, sex and birth are kept for children only. */
export type Fact = Exclude<keyof PersonFacts, 'name' | 'sex' | 'born'>

/** How sensitive each fact is (个保法第28条：医疗健康、特定身份等). */
export const factSensitivity: Readonly<Record<Fact, Sensitivity>> = {
  nation: 'personal',
  political: 'personal',
  education: 'personal',
  schooling: 'personal',
  dropoutReason: 'sensitive',
  health: 'sensitive',
  disabilityKind: 'sensitive',
  disabilityGrade: 'sensitive',
  labour: 'sensitive',
  worksAway: 'personal',
  workArea: 'personal',
  workPlace: 'personal',
  workCompany: 'personal',
  workFrom: 'personal',
  workTo: 'personal',
  workMonths: 'personal',
  postKind: 'personal',
  postMonths: 'personal',
  insuredResident: 'personal',
  insuredWorker: 'personal',
  criticalInsurance: 'personal',
  pensionResident: 'personal',
  pensionWorker: 'personal',
  lowIncome: 'sensitive',
  destitute: 'sensitive',
  relocated: 'personal',
  speaksMandarin: 'personal',
  onService: 'sensitive',
  schoolGrant: 'personal',
}
