/** A household as it stands in a list. */
import type { HouseholdKind, HouseholdState, MonitoredKind } from '../codes/household.ts'

interface Row {
  county: number
  id: string
  division: number
  code: string | null
  headName: string | null
  size: number
  relocated: boolean
  kind: string
  monitored: string | null
  clearedMonth: string | null
  state: string
}

/** Answers the listed columns of a stored row, and nothing else. */
export function toListed(row: Row) {
  return {
    county: row.county,
    id: row.id,
    division: row.division,
    code: row.code,
    headName: row.headName,
    size: row.size,
    relocated: row.relocated,
    kind: row.kind as HouseholdKind,
    monitored: row.monitored as MonitoredKind | null,
    clearedMonth: row.clearedMonth?.slice(0, 7) ?? null,
    state: row.state as HouseholdState,
  }
}
