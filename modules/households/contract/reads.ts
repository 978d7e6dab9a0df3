/** What can be asked about households: search first, a village's list, one household's page. */
import { ask, field, reveal } from '@xinlu/kernel/commands'
import { z } from 'zod'
import { householdKinds, householdStates, monitoredKinds, personStates } from '../codes/household.ts'
import { inReasons, outReasons } from '../codes/member-change.ts'
import { relations } from '../relation.ts'
import { code, county, standing, text } from './fields.ts'

const listed = z.object({
  county: z.int(),
  id: z.string(),
  division: z.number(),
  code: z.string().nullable(),
  headName: z.string().nullable(),
  size: z.int(),
  relocated: z.boolean(),
  kind: code(householdKinds),
  monitored: code(monitoredKinds).nullable(),
  clearedMonth: z.string().nullable(),
  state: code(householdStates),
})

/** 查找户档: by one of name, initials, identity number, phone, 户编号; never all there are. */
export const searchHouseholds = ask('households.searchHouseholds', {
  summary: '查找户档',
  input: {
    name: text(50).optional(),
    initials: z
      .string()
      .regex(/^[a-zA-Z]{2,10}$/)
      .optional(),
    idNumber: text(40).optional(),
    phone: text(40).optional(),
    code: text(40).optional(),
    within: field.division().optional(),
    ...field.paging,
  },
  output: z.object({
    rows: z.array(listed.extend({ person: z.string().nullable(), personName: z.string().nullable() })),
    next: z.string().nullable(),
  }),
})

/** 本村户档: a village's households by the head's initials. */
export const listVillage = ask('households.listVillage', {
  summary: '本村户档',
  input: {
    village: field.division(),
    kind: code(householdKinds).optional(),
    monitored: z.boolean().optional(),
    state: code(householdStates).default('living'),
    ...field.paging,
  },
  output: z.object({ rows: z.array(listed), next: z.string().nullable() }),
})

const member = z.object({
  id: z.string(),
  relation: code(relations).nullable(),
  code: z.string().nullable(),
  name: z.string(),
  sex: z.string().nullable(),
  born: z.string().nullable(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  state: code(personStates),
  /** Facts that this role may read, under the names of the register. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])),
  /** Names of the facts kept from this role. */
  hidden: z.array(z.string()),
  ver: z.int(),
})

const doubt = z.object({
  rule: z.string(),
  mark: z.string(),
  person: z.string().nullable(),
  what: z.string(),
  why: z.string(),
  todo: z.string(),
})

/** 户档: one household whole. Health and the like are kept from roles that are not cleared for them. */
export const getHousehold = ask('households.getHousehold', {
  summary: '户档',
  input: { county: county(), household: field.id() },
  output: z.object({
    county: z.int(),
    id: z.string(),
    division: z.number(),
    code: z.string().nullable(),
    groupName: z.string().nullable(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    ...standing,
    riskNote: z.string().nullable(),
    epidemic: z.boolean(),
    firstIdentifiedMonth: z.string().nullable(),
    identifiedMonth: z.string().nullable(),
    clearedMonth: z.string().nullable(),
    clearWay: z.string().nullable(),
    relocated: z.boolean(),
    head: z.string().nullable(),
    size: z.int(),
    successor: z.object({ county: z.int(), household: z.string() }).nullable(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    visitedOn: z.string().nullable(),
    members: z.array(member),
    past: z.array(
      z.object({
        person: z.string(),
        name: z.string(),
        relation: code(relations),
        fromOn: z.string(),
        toOn: z.string(),
        inReason: code(inReasons),
        outReason: code(outReasons),
      }),
    ),
    incomes: z.array(
      z.object({
        id: z.string(),
        moment: z.enum(['identified', 'cleared', 'yearly']),
        from: z.string(),
        to: z.string(),
        net: z.number(),
        perPerson: z.number(),
        reference: z.number(),
        perPersonReference: z.number(),
        denominator: z.int(),
        statement: z.array(z.string()),
        source: z.string(),
        ver: z.int(),
      }),
    ),
    doubts: z.array(doubt),
    events: z.array(
      z.object({
        id: z.string(),
        act: z.string(),
        onDay: z.string(),
        person: z.string().nullable(),
        byName: z.string(),
        at: z.string(),
      }),
    ),
    ver: z.int(),
  }),
})

/** 待接收的迁移: moves that wait for somebody who covers both places. */
export const listMoves = ask('households.listMoves', {
  summary: '待接收的迁移',
  input: { ...field.paging },
  output: z.object({
    rows: z.array(
      z.object({
        county: z.int(),
        move: z.string(),
        household: z.string(),
        headName: z.string().nullable(),
        from: z.number(),
        to: z.number(),
        reason: z.string(),
        onDay: z.string(),
        byName: z.string(),
        canReceive: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
  }),
})

/** 点击查看 a person's numbers. */
export const revealPerson = reveal('households.revealPerson', {
  summary: '查看证件号码和电话',
  fields: ['idNumber', 'phone', 'disabilityCard'],
})

/** 点击查看 a household's phone and card. */
export const revealHousehold = reveal('households.revealHousehold', {
  summary: '查看户联系电话和银行账号',
  fields: ['phone', 'bankCard'],
})
