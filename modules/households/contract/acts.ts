/** The acts on households: who belongs where, where the household lies, what was found there. */
import { act, field } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { householdKinds } from '../codes/household.ts'
import { addReasons, removeReasons } from '../codes/member-change.ts'
import { sexes } from '../codes/person.ts'
import { incomeForm2023, isIncomeLine, type IncomeLineCode } from '../income-lines.ts'
import { relations } from '../relation.ts'
import {
  code,
  county,
  done,
  household,
  householdFacts,
  kinship,
  month,
  newPerson,
  overrides,
  personFacts,
  text,
} from './fields.ts'

/** 新建户档: a household that the register did not know, with its head. */
export const registerHousehold = act('households.registerHousehold', {
  summary: '新建户档',
  input: {
    household: field.id(),
    division: field.division(),
    code: text(40).optional(),
    kind: code(householdKinds),
    groupName: text(60).optional(),
    address: text(200).optional(),
    phone: text(40).optional(),
    head: newPerson,
    onDay: field.day(),
    overrides,
  },
  output: done,
})

/** 增加人口. A person with the same identity number who left earlier comes back as the same person. */
export const addMember = act('households.addMember', {
  summary: '增加人口',
  input: {
    ...household,
    person: newPerson,
    relation: code(relations),
    reason: z.enum(addReasons),
    onDay: field.day(),
    overrides,
  },
  output: done.extend({ person: z.string() }),
})

/** 减少人口. The last member's leaving closes the household. */
export const removeMember = act('households.removeMember', {
  summary: '减少人口',
  input: {
    ...household,
    person: field.id(),
    reason: z.enum(removeReasons),
    onDay: field.day(),
    note: field.sentence(200).optional(),
    overrides,
  },
  output: done,
})

/** 分户: some members become a household of their own in the same village. */
export const splitHousehold = act('households.splitHousehold', {
  summary: '分户',
  input: {
    ...household,
    newHousehold: field.id(),
    code: text(40).optional(),
    people: z.array(kinship).min(1).max(30),
    address: text(200).optional(),
    phone: text(40).optional(),
    onDay: field.day(),
    overrides,
  },
  output: done.extend({ newHousehold: z.string() }),
})

/** 合户: the members of one household join another; the first is closed and points to the second. */
export const mergeHouseholds = act('households.mergeHouseholds', {
  summary: '合户',
  input: {
    ...household,
    into: field.id(),
    intoVer: field.version(),
    people: z.array(kinship).min(1).max(30),
    onDay: field.day(),
    overrides,
  },
  output: done,
})

/** 户主变更: another member becomes head, and every relation is said anew. */
export const changeHead = act('households.changeHead', {
  summary: '户主变更',
  input: { ...household, head: field.id(), people: z.array(kinship).max(30), onDay: field.day(), overrides },
  output: done,
})

/** 迁移. Within reach it is done at once; else it waits for somebody who covers both places. */
export const moveHousehold = act('households.moveHousehold', {
  summary: '户籍迁移',
  input: { ...household, to: field.division(), reason: field.sentence(200), onDay: field.day() },
  output: done.extend({ state: z.enum(['done', 'waiting']), move: z.string().nullable() }),
})

/** 接收迁移: completes a waiting move. */
export const receiveMove = act('households.receiveMove', {
  summary: '接收迁移',
  input: { county: county(), move: field.id() },
  output: done,
})

/** 撤回迁移: the household stays where it is. */
export const withdrawMove = act('households.withdrawMove', {
  summary: '撤回迁移',
  input: { county: county(), move: field.id() },
  output: z.object({ move: z.string() }),
})

/** 更正证件: name, sex, birth or number of a person; the old values stay in the history. */
export const correctIdentity = act('households.correctIdentity', {
  summary: '更正证件',
  input: {
    county: county(),
    person: field.id(),
    ver: field.version(),
    name: field.personName().optional(),
    sex: code(sexes).optional(),
    born: field.day().optional(),
    idNumber: text(40).optional(),
    phone: text(40).optional(),
    reason: field.sentence(200),
    overrides,
  },
  output: z.object({ county: z.int(), person: z.string(), ver: z.int() }),
})

/** 登记走访: what was found; a visit with nothing changed is a visit too. */
export const recordVisit = act('households.recordVisit', {
  summary: '登记走访',
  input: {
    ...household,
    onDay: field.day(),
    facts: householdFacts.optional(),
    people: z
      .array(z.strictObject({ person: field.id(), ver: field.version(), facts: personFacts }))
      .max(30)
      .optional(),
    note: field.sentence(500).optional(),
    overrides,
  },
  output: done,
})

const line = z
  .string()
  .refine(isIncomeLine, `收支项目不在《${incomeForm2023.name}》中`)
  .transform((value) => value as IncomeLineCode)

/** 登记收支: the lines of one moment over one window; the sums are computed here and never sent. */
export const recordIncome = act('households.recordIncome', {
  summary: '登记收支',
  input: {
    county: county(),
    household: field.id(),
    income: field.id(),
    /** The version of the record that this one replaces; left out for a first record. */
    ver: field.version().optional(),
    moment: z.enum(['identified', 'cleared', 'yearly']),
    from: month(),
    to: month(),
    denominator: z.int().min(1).max(50).optional(),
    lines: z
      .array(
        z.strictObject({
          line,
          fen: field.money().refine((fen) => fen >= 0, '金额不能是负数'),
          note: text(200).optional(),
        }),
      )
      .max(80),
    overrides,
  },
  output: z.object({ county: z.int(), income: z.string(), ver: z.int(), statement: z.array(z.string()) }),
})

/** 说明疑问: why data that a rule points at are right. */
export const explainDoubt = act('households.explainDoubt', {
  summary: '说明数据疑问',
  input: {
    county: county(),
    household: field.id(),
    rule: z.string().regex(/^DQ\d\d$/),
    mark: text(40),
    person: field.id().nullable().optional(),
    reason: field.sentence(200),
  },
  output: z.object({ left: z.int() }),
})
