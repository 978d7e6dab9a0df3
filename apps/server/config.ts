/** What the surroundings decide: where the data lie, which port, which database. */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { LogFolder } from './housekeeping/tidy-logs.ts'

/** The configuration of one process. */
export interface Config {
  dataDir: string
  port: number
  host: string
  /** An outside PostgreSQL (its owner's address), or nothing for the embedded one. */
  databaseUrl: string | undefined
  /** Whether a gateway in front speaks TLS, so that the session cookie may be marked secure. */
  behindTls: boolean
  /** Whether the office app is served built, by its own development server, or not at all. */
  office: 'built' | 'dev' | 'off'
  /** From which weight on the process writes lines. */
  log: 'info' | 'warn'
  /** Where lines go as files, one for each day; without it they go to the standard output. */
  logs: LogFolder | undefined
  /** Opens `/metrics` to other machines; without it only this machine may read them. */
  metricsToken: string | undefined
  /** The city's identity provider; without it people sign in with their password alone. */
  outside: OutsideConfig | undefined
}

/** How an OpenID Connect provider is spoken to. */
export interface OutsideConfig {
  issuer: string
  clientId: string
  clientSecret: string
  /** The address of this system to which the provider sends people back: `<origin>/api/session/outside/return`. */
  redirect: string
  /** Values of the claims `acr` and `amr` that count as a second factor; none do unless they are named here. */
  acr: string[]
  amr: string[]
}

const environment = z.object({
  XINLU_DATA_DIR: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(8000),
  XINLU_HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, '应以 postgres:// 开头')
    .optional(),
  XINLU_BEHIND_TLS: z.enum(['yes', 'no']).default('no'),
  XINLU_OIDC_ISSUER: z.url('应是网址').optional(),
  XINLU_OIDC_CLIENT_ID: z.string().min(1).optional(),
  XINLU_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  XINLU_OIDC_REDIRECT: z
    .url('应是网址')
    .regex(/\/api\/session\/outside\/return$/, '应以 /api/session/outside/return 结尾')
    .optional(),
  XINLU_OIDC_FACTOR_ACR: words(),
  XINLU_OIDC_FACTOR_AMR: words(),
  XINLU_OFFICE: z.enum(['built', 'dev', 'off']).default('built'),
  XINLU_LOG: z.enum(['info', 'warn']).default('warn'),
  XINLU_LOG_DIR: z.string().min(1).optional(),
  XINLU_LOG_MAX_GB: z.coerce.number('应是数字').positive('应大于 0').default(20),
  XINLU_METRICS_TOKEN: z.string().min(16, '至少 16 个字符').optional(),
})

function words() {
  return z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''))
}

/** Reads the configuration; a wrong value is refused with the name of the variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `环境变量 ${issue.path.join('.')} 不正确：${issue.message}`,
    )
    throw new Error(lines.join('\n'))
  }
  const { XINLU_DATA_DIR, PORT, XINLU_HOST, DATABASE_URL, XINLU_BEHIND_TLS, XINLU_LOG, XINLU_METRICS_TOKEN } =
    parsed.data
  return {
    dataDir: resolve(XINLU_DATA_DIR ?? join(import.meta.dirname, '..', '..', '.data')),
    port: PORT,
    host: XINLU_HOST,
    databaseUrl: DATABASE_URL,
    behindTls: XINLU_BEHIND_TLS === 'yes',
    office: parsed.data.XINLU_OFFICE,
    log: XINLU_LOG,
    logs: logsOf(parsed.data),
    metricsToken: XINLU_METRICS_TOKEN,
    outside: outsideOf(parsed.data),
  }
}

function logsOf(env: z.output<typeof environment>): LogFolder | undefined {
  const { XINLU_LOG_DIR: dir, XINLU_LOG_MAX_GB: most } = env
  return dir === undefined ? undefined : { dir: resolve(dir), mostBytes: most * 1024 ** 3 }
}

function outsideOf(env: z.output<typeof environment>): OutsideConfig | undefined {
  const { XINLU_OIDC_ISSUER: issuer, XINLU_OIDC_CLIENT_ID: clientId } = env
  const { XINLU_OIDC_CLIENT_SECRET: clientSecret, XINLU_OIDC_REDIRECT: redirect } = env
  if (issuer === undefined) return undefined
  if (!clientId || !clientSecret || !redirect)
    throw new Error(
      '设了环境变量 XINLU_OIDC_ISSUER，还要设 XINLU_OIDC_CLIENT_ID、XINLU_OIDC_CLIENT_SECRET 和 XINLU_OIDC_REDIRECT。',
    )
  return {
    issuer,
    clientId,
    clientSecret,
    redirect,
    acr: env.XINLU_OIDC_FACTOR_ACR,
    amr: env.XINLU_OIDC_FACTOR_AMR,
  }
}
