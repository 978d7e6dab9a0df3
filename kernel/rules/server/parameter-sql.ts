/** Puts the parameters in force into SQL: as numerals where all counties agree, as a joined relation where they differ. */
import { sql, type RawBuilder } from 'kysely'
import { parameterColumn, type ParameterSet, type ParameterType } from '../parameter.ts'
import type { CountyParameters } from './parameters-at.ts'
import type { ParameterReader } from './to-sql.ts'

/** How a statement reads parameters: `read` inside conditions, `join` behind the wide table `f`. */
export type ParameterSql = { read: ParameterReader; join: RawBuilder<unknown> }

/**
 * Answers the SQL for these parameters. Most values are set for the whole city, and a numeral spares the join, which
 * costs as much as two dozen rules. The relation is sent with the statement and is no table: a distributed database
 * takes it along to every shard, and a what-if changes it freely.
 */
export function parameterSql(
  parameters: ParameterSet,
  byCounty: CountyParameters,
  alias: 'p' | 'q' = 'p',
): ParameterSql {
  const all = Object.values(parameters)
  const counties = [...byCounty]
  const varying = all.filter(({ key }) => new Set(counties.map(([, values]) => values[key]?.value)).size > 1)
  const names = new Set(varying.map(({ key }) => key))
  const anyCounty = counties[0]?.[1]
  const read: ParameterReader = (key) => {
    const parameter = Object.hasOwn(parameters, key) ? parameters[key] : undefined
    if (!parameter) throw new Error(`No parameter ${key}`)
    if (names.has(key)) return sql.raw(`${alias}."${parameterColumn(key)}"`)
    return fixed(anyCounty?.[key]?.value, parameter.type)
  }
  if (varying.length === 0) return { read, join: sql`` }
  const rows = counties.map(([county, values]) => ({
    county,
    ...Object.fromEntries(varying.map(({ key }) => [parameterColumn(key), values[key]?.value ?? null])),
  }))
  const columns = varying.map(({ key, type }) => `, "${parameterColumn(key)}" ${columnTypes[type]}`)
  const shape = sql.raw(`${alias} (county int${columns.join('')})`)
  const join = sql`left join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${shape} on ${sql.raw(alias)}.county = f.county`
  return { read, join }
}

function fixed(value: number | undefined, type: ParameterType): RawBuilder<unknown> {
  if (value !== undefined && !Number.isFinite(value)) throw new Error(`Not a number for SQL: ${value}`)
  return sql.raw(`(${value ?? 'null'})::${columnTypes[type]}`)
}

const columnTypes: Record<ParameterType, string> = {
  money: 'bigint',
  days: 'bigint',
  number: 'float8',
  percent: 'float8',
}
