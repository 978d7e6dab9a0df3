/** Spreads the database of this house over the machines of its Citus cluster, table by table. */
import type { House } from '../database/open-house.ts'
import { withOwner, type OwnerConnection } from '../database/with-owner.ts'
import { inspectCatalog } from '../catalog/inspect-catalog.ts'
import { spreadRules } from '../catalog/spread-rules.ts'
import { type ToDistribute, distributionStatements } from './distribution-statements.ts'
import { readPolicyFunctions, readTables, type TableToPlace } from './read-tables.ts'

/** What there is to do, and what was found in its way. */
export interface DistributionPlan {
  statements: readonly string[]
  tables: readonly TableToPlace[]
  /** Whether the extension is there, and how many machines beside the coordinator it knows; null without it. */
  workers: number | null
  /** Whether the coordinator is one of the machines the cluster knows; tables that stay refer to tables on all. */
  hasCoordinator: boolean
  /** Whether tables have been spread already. */
  isSpread: boolean
  /** Objects of the catalog that cannot be spread as they are, each in a sentence. */
  hindrances: readonly string[]
}

/** Answers what spreading would do; nothing is changed. */
export function planDistribution(house: Pick<House, 'adminUrl'>, shards: number): Promise<DistributionPlan> {
  return withOwner(house, async (owner) => {
    const { rows } = await owner.query<{ database: string }>('select current_database() as database')
    const order: ToDistribute = {
      database: rows[0]!.database,
      tables: await readTables(owner),
      functions: await readPolicyFunctions(owner),
      shards,
    }
    const findings = await inspectCatalog(owner, spreadRules)
    const cluster = await clusterOf(owner)
    return {
      statements: distributionStatements(order),
      tables: order.tables,
      ...cluster,
      hindrances: findings.map(({ object, message }) => `${object}：${message}`),
    }
  })
}

/** Runs the statements of the plan one after another; the first that fails ends it, and what was done before stays. */
export async function distribute(
  house: Pick<House, 'adminUrl'>,
  { statements }: DistributionPlan,
  onStatement: (done: number, of: number) => void,
): Promise<void> {
  await withOwner(house, async (owner) => {
    for (const [at, statement] of statements.entries()) {
      try {
        await owner.query(statement)
      } catch (cause) {
        throw new DistributionStopped(statement, at, statements.length, cause)
      }
      onStatement(at + 1, statements.length)
    }
  })
}

/** The statement at which spreading stopped. */
export class DistributionStopped extends Error {
  override readonly name = 'DistributionStopped'
  readonly statement: string
  readonly done: number
  readonly of: number

  constructor(statement: string, done: number, of: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.statement = statement
    this.done = done
    this.of = of
  }
}

async function clusterOf(
  owner: OwnerConnection,
): Promise<Pick<DistributionPlan, 'workers' | 'hasCoordinator' | 'isSpread'>> {
  const extension = await owner.query(`select from pg_extension where extname = 'citus'`)
  if (extension.rowCount === 0) return { workers: null, hasCoordinator: false, isSpread: false }
  const { rows } = await owner.query<{ workers: number; hasCoordinator: boolean; isSpread: boolean }>(`
    select count(*) filter (where isactive and noderole = 'primary' and shouldhaveshards)::int as workers,
      coalesce(bool_or(groupid = 0), false) as "hasCoordinator",
      exists (select from pg_dist_partition where partmethod = 'h') as "isSpread"
    from pg_dist_node`)
  return rows[0]!
}
