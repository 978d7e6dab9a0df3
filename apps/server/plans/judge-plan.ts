/** Judges the plan of one statement: what it would read that nobody asked for. */

import { withoutPolicy } from './row-policy.ts'

/** A node of a plan as `explain (format json, verbose)` answers it, with the fields that are looked at. */
export interface PlanNode {
  'Node Type': string
  Schema?: string
  'Relation Name'?: string
  Alias?: string
  'Index Name'?: string
  'Index Cond'?: string
  'Recheck Cond'?: string
  Filter?: string
  'Plan Rows': number
  'Parent Relationship'?: string
  Plans?: PlanNode[]
}

/** Why a plan is no good at the real size. */
export type PlanFault = 'scansTable' | 'readsWholeIndex' | 'throwsAway' | 'sortsMuch' | 'passesFirstColumn'

/** One fault, and where. */
export interface FaultFound {
  fault: PlanFault
  /** The table or index, and the condition. */
  where: string
}

/** What is known of the database that the plan was made for. */
export interface PlanGround {
  /** Rows of a table, by `schema.table`. */
  rowsOf(table: string): number
  /** The first column of an index of the schema, or its expression. */
  firstColumnOf(schema: string, index: string): string
  /** Which rows alone are in a partial index. */
  rowsOfIndex(schema: string, index: string): string | undefined
  /** How many rows the planner expects where all conditions hold; nothing where one rests on another table. */
  expected(table: string, alias: string, conditions: readonly string[]): Promise<number | undefined>
}

/** Below this number of rows nothing is large. */
export const LARGE = 20_000
/** Whoever throws away nine rows in ten reads by the wrong index. */
const MOST_THROWN_AWAY = 0.9

/** Answers the faults of a plan. */
export async function judgePlan(plan: PlanNode, ground: PlanGround): Promise<FaultFound[]> {
  return judge(plan, ground, false)
}

async function judge(node: PlanNode, ground: PlanGround, isPaged: boolean): Promise<FaultFound[]> {
  const kind = node['Node Type']
  const found = await faultsOf(node, ground, isPaged)
  // Rows come through these one by one, so that a page above them ends the reading below.
  const streams =
    /^(Limit|Gather|Gather Merge|Merge Append|Nested Loop|Subquery Scan|Result|LockRows|Append|Memoize|Incremental Sort|Unique|CTE Scan)$/.test(
      kind,
    )
  if (isPaged && kind === 'Sort' && (node.Plans?.[0]?.['Plan Rows'] ?? 0) >= LARGE)
    found.push({ fault: 'sortsMuch', where: `${node.Plans![0]!['Plan Rows']} rows for a page` })
  for (const child of node.Plans ?? []) {
    const isDriven =
      child['Parent Relationship'] === 'Outer' ||
      child['Parent Relationship'] === 'Member' ||
      child['Parent Relationship'] === 'Subquery'
    const passesPage = isDriven && (kind === 'Limit' || (isPaged && streams))
    found.push(...(await judge(child, ground, passesPage)))
  }
  return found
}

async function faultsOf(node: PlanNode, ground: PlanGround, isPaged: boolean): Promise<FaultFound[]> {
  const kind = node['Node Type']
  if (node['Relation Name'] === undefined || node.Schema === undefined || node.Schema.startsWith('pg_'))
    return []
  const table = `${node.Schema}.${node['Relation Name']}`
  const rows = ground.rowsOf(table)
  if (rows < LARGE) return []
  if (kind === 'Seq Scan')
    return isPaged && node.Filter === undefined ? [] : [{ fault: 'scansTable', where: table }]
  const condition = kind === 'Bitmap Heap Scan' ? node['Recheck Cond'] : node['Index Cond']
  const index = node['Index Name']
  const found: FaultFound[] = []
  if (index !== undefined && condition === undefined && !isPaged)
    found.push({ fault: 'readsWholeIndex', where: index })
  if (index !== undefined && condition !== undefined) {
    const first = ground.firstColumnOf(node.Schema, index)
    if (/^\w+$/.test(first) && !new RegExp(`\\b${first}\\b`).test(condition))
      found.push({ fault: 'passesFirstColumn', where: `${index}: ${condition}` })
  }
  if (node.Filter === undefined) return found
  const only = index === undefined ? undefined : ground.rowsOfIndex(node.Schema, index)
  const before = [only, condition].filter((part) => part !== undefined)
  const read = await ground.expected(table, node.Alias ?? '', before)
  const kept = await ground.expected(table, node.Alias ?? '', [...before, ownPart(node.Filter, condition)])
  if (read === undefined || kept === undefined) return found
  const isMuch = read >= LARGE || (isPaged && read >= rows / 10)
  if (isMuch && kept < read * (1 - MOST_THROWN_AWAY))
    found.push({
      fault: 'throwsAway',
      where: `${index ?? table} reads ${read}, keeps ${kept}: ${condition ?? ''} filter ${node.Filter}`,
    })
  return found
}

// The beginning of a word is told twice: as a range of the index and, for the last letter of it, as a filter.
function ownPart(filter: string, condition: string | undefined): string {
  const own = withoutPolicy(filter)
  return condition === undefined ? own : own.replaceAll(/\([\w.]+ \^@ '[^']*'::text\)/g, 'true')
}
