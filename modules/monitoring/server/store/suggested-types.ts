/** The suggested type of many households at once, in SQL; the pure function says the same of one. */
import type { Tx } from '@xinlu/kernel/access/server'
import type { CountyParameters } from '@xinlu/kernel/rules/server'
import { sql, type RawBuilder } from 'kysely'
import type { MonitoredType, TypeFacts } from '../../monitored-type.ts'
import { riskRules, suddenRules } from '../../rules.ts'

/** The facts of a type as SQL expressions; `belowLine` may be null, the flags are never. */
export type TypeFactsSql = { readonly [Key in keyof TypeFacts]: RawBuilder<unknown> }

/** Answers the SQL of the suggested type; `suggestType` in TypeScript agrees with it on all facts. */
export function suggestedTypeSql({
  kind,
  belowLine,
  hasRisk,
  hasSudden,
}: TypeFactsSql): RawBuilder<MonitoredType | null> {
  return sql<MonitoredType | null>`case
    when ${belowLine} is null then null
    when ${belowLine} and ${hasRisk} then case ${kind} when 'formerPoor' then 'unstable' else 'marginal' end
    when not ${belowLine} and ${hasSudden} then 'sudden'
  end`
}

/** One household and the facts its type is made of. */
export type TypeOfHousehold = TypeFacts & { county: number; household: string; type: MonitoredType | null }

/** Answers facts and suggested type of these households, from their open findings and the line of their county. */
export async function typesOf(
  tx: Tx,
  households: readonly { county: number; household: string }[],
  parameters: CountyParameters,
): Promise<TypeOfHousehold[]> {
  if (households.length === 0) return []
  const lines = [...parameters].map(([county, values]) => ({
    county,
    line: values['line.monitoring']?.value ?? null,
  }))
  const asked = households.map(({ county, household }) => ({ county, household }))
  const belowLine = sql.raw('f.income_per_person < l.line')
  const facts = {
    kind: sql.raw('s.kind'),
    belowLine: sql.raw('s.below_line'),
    hasRisk: sql.raw('s.has_risk'),
    hasSudden: sql.raw('s.has_sudden'),
  }
  const { rows } = await sql<TypeOfHousehold>`
    select s.*, ${suggestedTypeSql(facts)} as type
    from (
      select f.county, f.household, f.kind, ${belowLine} as below_line,
        coalesce(bool_or(t.rule = any (${[...riskRules]}::text[])), false) as has_risk,
        coalesce(bool_or(t.rule = any (${[...suddenRules]}::text[])), false) as has_sudden
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a (county int, household uuid)
      join monitoring.household_feature f on f.county = a.county and f.household = a.household
      left join jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l (county int, line bigint) on l.county = f.county
      left join rules.finding t on t.county = f.county and t.subject = f.household and t.state = 'open'
        and t.subject_kind = 'household'
      group by f.county, f.household, f.kind, f.income_per_person, l.line
    ) s`.execute(tx)
  return rows
}
