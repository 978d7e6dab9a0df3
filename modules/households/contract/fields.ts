/** Fields that several contracts of this module share. */
import { field } from '@xinlu/kernel/commands'
import { isMonth, type Month } from '@xinlu/kernel/basis'
import { z } from 'zod'
import { type CodeList, codesOf } from '../codes/code-list.ts'
import {
  disasters,
  fuels,
  houseGrades,
  houseKinds,
  householdKinds,
  householdStates,
  monitoredKinds,
  risks,
  roadKinds,
} from '../codes/household.ts'
import { nations } from '../codes/nation.ts'
import { dropoutReasons, educations, healths, labours, politics, sexes, workAreas } from '../codes/person.ts'
import { schoolings } from '../codes/schooling.ts'
import { relations } from '../relation.ts'

/** A value of a code list. */
export function code<C extends string>(list: CodeList<C>) {
  return z.enum(codesOf(list) as [C, ...C[]], `请从“${list.title}”中选择`)
}

/** A month, `YYYY-MM`. */
export const month = () =>
  z
    .string()
    .refine(isMonth, '月份不正确，应如 2023-05')
    .transform((text) => text as Month)

/** The six digits of a county; with an id it names a record. */
export const county = () => z.int().min(100000).max(999999)

/** A short text that may be left empty, never blank. */
export const text = (max: number) => z.string().trim().min(1).max(max)

/** Which household, and the version the form was opened on. */
export const household = { county: county(), household: field.id(), ver: field.version() }

/** What the database holds of a household that a visit may change. */
export const householdFacts = z.strictObject({
  groupName: text(60).nullable().optional(),
  address: text(200).nullable().optional(),
  militaryFamily: z.boolean().nullable().optional(),
  noLabourBackstop: z.boolean().nullable().optional(),
  houseKind: code(houseKinds).nullable().optional(),
  houseGrade: code(houseGrades).nullable().optional(),
  roadKind: code(roadKinds).nullable().optional(),
  fuel: code(fuels).nullable().optional(),
  hasPower: z.boolean().nullable().optional(),
  hasProductionPower: z.boolean().nullable().optional(),
  hasBroadcast: z.boolean().nullable().optional(),
  hasSafeWater: z.boolean().nullable().optional(),
  hasToilet: z.boolean().nullable().optional(),
  houseUnsafe: z.boolean().nullable().optional(),
  schoolDropout: z.boolean().nullable().optional(),
  waterUnsafe: z.boolean().nullable().optional(),
  uninsured: z.boolean().nullable().optional(),
})

const fact = {
  nation: code(nations),
  political: code(politics),
  education: code(educations),
  schooling: code(schoolings),
  dropoutReason: code(dropoutReasons),
  disabilityKind: z.int().min(1).max(7),
  disabilityGrade: z.int().min(1).max(4),
  labour: code(labours),
  worksAway: z.boolean(),
  workArea: code(workAreas),
  workPlace: text(100),
  workCompany: text(100),
  workFrom: field.day(),
  workTo: field.day(),
  workMonths: z.int().min(0).max(12),
  postKind: text(60),
  postMonths: z.int().min(0).max(12),
  insuredResident: z.boolean(),
  insuredWorker: z.boolean(),
  criticalInsurance: z.boolean(),
  pensionResident: z.boolean(),
  pensionWorker: z.boolean(),
  lowIncome: z.boolean(),
  destitute: z.boolean(),
  relocated: z.boolean(),
  speaksMandarin: z.boolean(),
  onService: z.boolean(),
  schoolGrant: z.boolean(),
}

type Nullish<S extends Record<string, z.ZodType>> = { [K in keyof S]: z.ZodOptional<z.ZodNullable<S[K]>> }

/** Facts of a person that are asked and change; identity is corrected by an act of its own. */
export const personFacts = z.strictObject({
  ...(Object.fromEntries(
    Object.entries(fact).map(([key, type]) => [key, type.nullable().optional()]),
  ) as unknown as Nullish<typeof fact>),
  health: z.array(code(healths)).max(4).optional(),
})

/** A person who was not in the register. Numbers are read and repaired on the server. */
export const newPerson = z.strictObject({
  id: field.id(),
  name: field.personName(),
  sex: code(sexes).optional(),
  born: field.day().optional(),
  idNumber: text(40).optional(),
  phone: text(40).optional(),
  facts: personFacts.optional(),
})

/** Who becomes what to the head. */
export const kinship = z.strictObject({ person: field.id(), relation: code(relations) })

/** Reasons given for doubts of the data-quality rules, each named by rule, mark and person. */
export const overrides = z
  .array(
    z.strictObject({
      rule: z.string().regex(/^DQ\d\d$/),
      mark: text(40),
      person: field.id().nullable().optional(),
      reason: field.sentence(200),
    }),
  )
  .max(50)
  .optional()

/** What every act on a household answers: its new version. */
export const done = z.object({ county: z.int(), household: z.string(), ver: z.int() })

/** Risks and kind as the register holds them. */
export const standing = {
  kind: code(householdKinds),
  monitored: code(monitoredKinds).nullable(),
  risks: z.array(code(risks)).max(5),
  disaster: code(disasters).nullable(),
  state: code(householdStates),
}
