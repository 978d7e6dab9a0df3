/** Which columns of the list go into which columns of person and household, and how a difference is worded. */
import type { Batch } from '@xinlu/kernel/exchange'
import { type Column, sqlNameOf } from '@xinlu/kernel/ledgers'
import { type RawBuilder, sql } from 'kysely'
import { personLedger } from '../../ledger.ts'
import { keysGiven } from './given-rows.ts'

type Key = keyof typeof personLedger.columns

/** One column of the file and the stored column it fills. */
export interface ImportedField {
  key: Key
  /** The stored column. */
  column: string
  /** The value as it is to be stored, from the row `g`. */
  value: RawBuilder<unknown>
  label: string
  /** A value that lies sealed is never worded, only said to differ. */
  sealed: boolean
}

/** How a column of the file becomes a stored one; a blank `kept` cell leaves what is there. */
interface Rule {
  column?: string
  as?: 'firstDay' | 'list' | 'sealed'
  kept?: true
}

const personRules: Partial<Record<Key, Rule>> = {
  personCode: { column: 'code', kept: true },
  relation: {},
  nation: {},
  education: {},
  schooling: {},
  health: { as: 'list' },
  labour: {},
  workMonths: {},
  criticalInsurance: {},
  phone: { as: 'sealed', kept: true },
  joinedMonth: { column: 'identified_month', as: 'firstDay' },
  sex: { kept: true },
  born: { kept: true },
  political: {},
  dropoutReason: {},
  workArea: {},
  workPlace: {},
  workCompany: {},
  postMonths: {},
  insuredResident: {},
  insuredWorker: {},
  pensionResident: {},
  pensionWorker: {},
  lowIncome: {},
  destitute: {},
  relocated: {},
  speaksMandarin: {},
}

const householdRules: Partial<Record<Key, Rule>> = {
  householdCode: { column: 'code', kept: true },
  groupName: { kept: true },
  originalCause: {},
  houseUnsafe: {},
  hasSafeWater: {},
  householdPhone: { column: 'phone', as: 'sealed', kept: true },
  firstIdentifiedMonth: { as: 'firstDay' },
  kind: { kept: true },
  monitored: {},
  identifiedMonth: { as: 'firstDay' },
  clearedMonth: { as: 'firstDay' },
}

/** The fields of a person that this file speaks about. The relation is written into the membership too. */
export const personFields = (batch: Batch): ImportedField[] => fieldsOf(personRules, batch, 'p')

/** The fields of a household that this file speaks about. */
export const householdFields = (batch: Batch): ImportedField[] => fieldsOf(householdRules, batch, 'h')

function fieldsOf(rules: Partial<Record<Key, Rule>>, batch: Batch, stored: string): ImportedField[] {
  const given = keysGiven(batch)
  return (Object.entries(rules) as [Key, Rule][])
    .filter(([key]) => given.has(key))
    .flatMap(([key, rule]): ImportedField[] => {
      const { label }: Column = personLedger.columns[key]
      const source = sqlNameOf(key, personLedger.columns[key])
      const column = rule.column ?? source
      if (rule.as === 'sealed') {
        // Equal numbers are sealed differently, so the index tells whether they differ; both are written together.
        return [
          {
            key,
            label,
            sealed: true,
            column: `${column}_index`,
            value: kept(`g.${source}_index`, `${stored}.${column}_index`),
          },
          {
            key,
            label,
            sealed: true,
            column: `${column}_sealed`,
            value: kept(`g.${source}`, `${stored}.${column}_sealed`),
          },
        ]
      }
      const value = valueOf(rule, source)
      const kept_ = rule.kept ? sql`coalesce(${value}, ${sql.ref(`${stored}.${column}`)})` : value
      return [{ key, label, sealed: false, column, value: kept_ }]
    })
}

function kept(given: string, stored: string): RawBuilder<unknown> {
  return sql`coalesce(${sql.ref(given)}, ${sql.ref(stored)})`
}

function valueOf(rule: Rule, source: string): RawBuilder<unknown> {
  const given = sql.ref(`g.${source}`)
  if (rule.as === 'firstDay') return sql`(${given} || '-01')::date`
  if (rule.as === 'list') return sql`coalesce(string_to_array(${given}, ','), '{}')`
  return given
}

/** Fields whose difference counts: the sealed bytes differ always, their index tells the truth. */
export function compared(fields: readonly ImportedField[]): ImportedField[] {
  return fields.filter((field) => !(field.sealed && field.column.endsWith('_sealed')))
}

/** A condition: some field of the stored row differs from what is given. */
export function differs(fields: readonly ImportedField[], stored: string): RawBuilder<boolean> {
  const all = compared(fields)
  if (all.length === 0) return sql<boolean>`false`
  return sql<boolean>`row(${sql.join(all.map((field) => sql.ref(`${stored}.${field.column}`)))})
    is distinct from row(${sql.join(all.map((field) => field.value))})`
}

/** An array of notes, one for each field that differs: label, old, new, in the words of the office. */
export function differences(fields: readonly ImportedField[], stored: string): RawBuilder<unknown> {
  const notes = compared(fields).map((field) => {
    const old = sql.ref(`${stored}.${field.column}`)
    const message = field.sealed
      ? sql`${`${field.label}：号码有变化`}::text`
      : sql`${`${field.label}：`}::text || ${worded(field, old)} || ' → ' || ${worded(field, field.value)}`
    return sql`case when ${old} is distinct from ${field.value}
      then jsonb_build_array(jsonb_build_object('code', 'households.differs', 'path', ${field.key}::text, 'message', ${message}))
      else '[]'::jsonb end`
  })
  return notes.length === 0 ? sql`'[]'::jsonb` : sql.join(notes, sql` || `)
}

// Stored codes become their labels, months lose their day, nothing is called 空.
function worded({ key, column }: ImportedField, value: RawBuilder<unknown>): RawBuilder<unknown> {
  const { options, kind }: Column = personLedger.columns[key]
  if (column === 'health') {
    const names = JSON.stringify({
      healthy: '健康',
      chronic: '长期慢性病',
      serious: '患有大病',
      disabled: '残疾',
    })
    return sql`coalesce((select string_agg(coalesce(${names}::jsonb ->> one, one), '，') from unnest(${value}) one), '空')`
  }
  if (kind === 'month') return sql`coalesce(to_char(${value}::date, 'YYYY-MM'), '空')`
  if (!options) return sql`coalesce(${value}::text, '空')`
  const labels = JSON.stringify(Object.fromEntries(options.map(({ code, label }) => [code, label])))
  return sql`coalesce(${labels}::jsonb ->> ${value}::text, ${value}::text, '空')`
}
