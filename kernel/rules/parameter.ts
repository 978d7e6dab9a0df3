/** A parameter is a number of the policy — a line, a threshold, a count of days — dated, by place, with its document. */
import { levelOf, parentOf, type Day, type DivisionCode } from '../basis/index.ts'

/** What a parameter counts: `money` in 分, `percent` in points, `days` in days, `number` in its unit. */
export type ParameterType = 'money' | 'number' | 'percent' | 'days'

/** How sure we are: a document of this place, the usual practice elsewhere, or still to be settled. */
export type Confidence = 'verified' | 'practice' | 'unverified'

/** The value of a parameter in one place from one day on; `to` is the last day it holds. */
export type ParameterValue = {
  /** A county, or a city or province whose counties have no value of their own. */
  readonly place: DivisionCode
  readonly value: number
  readonly from: Day
  readonly to?: Day
  /** Title and number of the document that sets it. */
  readonly document: string
  readonly confidence: Confidence
  readonly note?: string
}

/** One parameter and the values the product ships with. */
export type Parameter<Key extends string = string, Type extends ParameterType = ParameterType> = {
  readonly key: Key
  readonly label: string
  readonly type: Type
  readonly unit: string
  readonly values: readonly ParameterValue[]
}

/** Parameters under their keys, as `defineParameters` answers them. */
export type ParameterSet = Readonly<Record<string, Parameter>>

/** A parameter as written inside `defineParameters`, where the property is the key. */
export type ParameterBody = Omit<Parameter, 'key'> & { readonly key?: string }

/** A value together with the key of its parameter: a row of the parameter table. */
export type ParameterRow = ParameterValue & { readonly key: string }

/** The values in force for one county on one day, under the keys of their parameters. */
export type ParametersInForce = Readonly<Record<string, ParameterValue | undefined>>

/** Checks one parameter and answers it with its exact key and type; a malformed one is a bug and throws. */
export function defineParameter<const Key extends string, const Type extends ParameterType>(
  parameter: Parameter<Key, Type>,
): Parameter<Key, Type> {
  const { key, label, type, values } = parameter
  if (!/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/.test(key) || key.length > 48) {
    throw new Error(`Parameter key ${key} is not of the form group.name`)
  }
  if (label === '') throw new Error(`Parameter ${key}: the label is empty`)
  for (const row of values) {
    const reason = problemOf(type, row)
    if (reason) throw new Error(`Parameter ${key}, ${row.place} from ${row.from}: ${reason}`)
  }
  for (const [index, row] of values.entries()) {
    const twin = values.slice(index + 1).find((other) => other.place === row.place && other.from === row.from)
    if (twin) throw new Error(`Parameter ${key}: two values for ${row.place} from ${row.from}`)
  }
  return Object.freeze({ ...parameter })
}

/** Checks a set of parameters written under their keys and keeps every key and type exact. */
export function defineParameters<const Bodies extends Record<string, ParameterBody>>(
  bodies: Bodies,
): { readonly [Key in keyof Bodies & string]: Parameter<Key, Bodies[Key]['type']> } {
  const set: Record<string, Parameter> = {}
  for (const [key, body] of Object.entries(bodies)) {
    if (body.key !== undefined && body.key !== key)
      throw new Error(`Parameter ${body.key} stands under the key ${key}`)
    set[key] = defineParameter({ ...body, key })
  }
  return Object.freeze(set) as {
    readonly [Key in keyof Bodies & string]: Parameter<Key, Bodies[Key]['type']>
  }
}

/**
 * Answers the value in force in a place on a day: the nearest place upwards that has one, and there the one that
 * began last; nothing when no document reaches the place on that day.
 */
export function valueFor(
  rows: readonly ParameterRow[],
  key: string,
  place: DivisionCode,
  on: Day,
): ParameterRow | undefined {
  for (let at: DivisionCode | undefined = place; at !== undefined; at = parentOf(at)) {
    let found: ParameterRow | undefined
    for (const row of rows) {
      const inForce =
        row.key === key && row.place === at && row.from <= on && (row.to === undefined || row.to >= on)
      if (inForce && (found === undefined || row.from > found.from)) found = row
    }
    if (found) return found
  }
  return undefined
}

/**
 * Answers the column of the resolved parameter relation that holds a parameter.
 *
 * @example parameterColumn('selfPay.lineOther') // 'self_pay_line_other'
 */
export function parameterColumn(key: string): string {
  return key.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Says what is wrong with a value of a parameter, or nothing. */
export function problemOf(type: ParameterType, row: ParameterValue): string | undefined {
  const level = levelOf(row.place)
  if (level === 'township' || level === 'village') return 'a value is set for a county or above'
  if (!Number.isFinite(row.value) || Math.abs(row.value) > 1e15) return 'the value is not a usable number'
  if ((type === 'money' || type === 'days') && !Number.isInteger(row.value)) return 'the value must be whole'
  if (row.to !== undefined && row.to < row.from) return 'it ends before it begins'
  return row.document === '' ? 'the document is missing' : undefined
}
