/** Resolves the parameters for every county on a day, for the interpreter and for SQL alike. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { divisionCode, type Day, type DivisionCode } from '../../basis/index.ts'
import type { Catalogue } from '../catalogue.ts'
import { countiesWithin } from './counties-within.ts'
import { valueFor, type ParameterRow, type ParameterSet, type ParametersInForce } from '../parameter.ts'

/** The values in force in each county. */
export type CountyParameters = ReadonlyMap<number, ParametersInForce>

/** Reads the values of these parameters that hold on a day, of all places. */
export async function parameterRows(tx: Tx, parameters: ParameterSet, on: Day): Promise<ParameterRow[]> {
  const keys = Object.keys(parameters)
  if (keys.length === 0) return []
  const { rows } = await sql<ParameterRow>`
    select key, place, value::float8 as value, from_on as "from", to_on as "to", document, confidence, note
    from rules.parameter
    where key = any (${keys}::text[]) and from_on <= ${on}::date and (to_on is null or to_on >= ${on}::date)
    order by key, place, from_on`.execute(tx)
  return rows.map((row) => ({ ...row, to: row.to ?? undefined, note: row.note ?? undefined }))
}

/** Answers the values in force in the county of a place. */
export async function parametersIn(
  tx: Tx,
  parameters: ParameterSet,
  place: DivisionCode,
  on: Day,
): Promise<ParametersInForce> {
  return inForce(await parameterRows(tx, parameters, on), parameters, place, on)
}

/** Answers the values in force in every county of the area that has subjects the transaction may see. */
export async function parametersAt(
  tx: Tx,
  { subject, parameters }: Catalogue,
  division: DivisionCode,
  on: Day,
): Promise<CountyParameters> {
  const [rows, counties] = await Promise.all([
    parameterRows(tx, parameters, on),
    countiesWithin(tx, sql.raw(subject.table), division),
  ])
  return new Map(counties.map((county) => [county, inForce(rows, parameters, divisionCode(county), on)]))
}

/** Chooses, among rows, the value of each parameter in one county on one day. */
export function inForce(
  rows: readonly ParameterRow[],
  parameters: ParameterSet,
  place: DivisionCode,
  on: Day,
): ParametersInForce {
  return Object.fromEntries(Object.keys(parameters).map((key) => [key, valueFor(rows, key, place, on)]))
}
