/** Figures of the running process for a monitoring system: counts and durations, nothing about anybody. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { type Database, SYSTEM, type Tx, withScope } from '@xinlu/kernel/access/server'
import { findLastBackup } from '../backup/store.ts'
import { findFailedSteps } from '../housekeeping/store.ts'
import { noRoute } from './problem-answer.ts'

/** What the figures are taken from; without a token only this machine may read them. */
export interface MetricsParts {
  database: Database
  lag(): number
  token: string | undefined
}

/** Registers `GET /metrics` and the measuring of every request; route patterns are the only text in labels. */
export function registerMetrics(app: FastifyInstance, parts: MetricsParts): void {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'xinlu_http_request_seconds',
    help: 'Duration of requests by route pattern, method and status.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.005, 0.015, 0.06, 0.15, 0.5, 1, 2, 5, 15],
    registers,
  })
  const shed = new Counter({
    name: 'xinlu_shed_total',
    help: 'Requests turned away because of load.',
    registers,
  })
  processFigures(registry, parts)
  const readDatabase = databaseFigures(registry, parts.database)
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '-'
    const labels = { route, method: request.method, status: reply.statusCode }
    requests.observe(labels, reply.elapsedTime / 1000)
    if (reply.statusCode === 503) shed.inc()
  })
  app.get('/metrics', async (request, reply) => {
    // Whoever may not read them is not told that they are here.
    if (!mayRead(request, parts.token)) throw noRoute()
    await readDatabase()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

function processFigures(registry: Registry, { database: { pool }, lag }: MetricsParts): void {
  const registers = [registry]
  const figure = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  figure('xinlu_event_loop_lag_seconds', 'Mean delay of the last half second.', () => lag() / 1000)
  figure('xinlu_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss())
  figure('xinlu_uptime_seconds', 'Since the process began.', () => process.uptime())
  figure('xinlu_pool_connections', 'Connections to the database.', () => pool.totalCount)
  figure('xinlu_pool_idle', 'Connections nobody uses.', () => pool.idleCount)
  figure('xinlu_pool_waiting', 'Requests waiting for a connection.', () => pool.waitingCount)
}

// Answers what reads them: the figures are collected side by side, and these belong together.
function databaseFigures(registry: Registry, database: Database): () => Promise<void> {
  const registers = [registry]
  const imports = new Gauge({
    name: 'xinlu_imports',
    help: 'Imports by state.',
    labelNames: ['state'] as const,
    registers,
  })
  const entries = new Gauge({ name: 'xinlu_audit_entries', help: 'Entries of all audit chains.', registers })
  const backup = new Gauge({
    name: 'xinlu_last_backup_timestamp_seconds',
    help: 'When the newest backup was taken; 0 when none was.',
    registers,
  })
  const stuck = new Gauge({
    name: 'xinlu_tidy_failed_steps',
    help: 'Steps that failed when leftovers were last taken away.',
    registers,
  })
  const up = new Gauge({
    name: 'xinlu_database_up',
    help: 'Whether the database answered when these figures were asked for.',
    registers,
  })
  return async () => {
    imports.reset()
    try {
      const counts = await withScope(database, SYSTEM, readCounts)
      for (const { state, count } of counts.imports) imports.set({ state }, count)
      entries.set(counts.entries)
      backup.set(counts.backupAt / 1000)
      stuck.set(counts.stuck)
      up.set(1)
    } catch {
      // The figures of the process are worth most while the database is away.
      up.set(0)
    }
  }
}

interface Counts {
  imports: { state: string; count: number }[]
  entries: number
  backupAt: number
  stuck: number
}

async function readCounts(tx: Tx): Promise<Counts> {
  const { rows: imports } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from exchange.batch group by state`.execute(tx)
  const { rows } = await sql<{ entries: number }>`
    select coalesce(sum(seq), 0)::bigint as entries from audit.head`.execute(tx)
  const backupAt = (await findLastBackup(tx))?.getTime() ?? 0
  return { imports, entries: rows[0]!.entries, backupAt, stuck: (await findFailedSteps(tx)).length }
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

// A gateway on this machine also calls from the loopback address, for everybody outside; it leaves its mark.
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token !== undefined && given !== undefined && isSame(given, token)) return true
  const { headers, socket } = request
  const isForwarded = [
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'forwarded',
    'via',
  ].some((name) => headers[name] !== undefined)
  return !isForwarded && LOOPBACK.test(socket.remoteAddress ?? '')
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
