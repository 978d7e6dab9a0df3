/** Every route of the server, taken from the server itself. */
import type { FastifyInstance } from 'fastify'
import type { Permission } from '@xinlu/kernel/access'
import type { ServerModule } from '@xinlu/kernel/commands/server'

/** One route that modules offer. */
export interface RouteUnderTest {
  name: string
  kind: 'act' | 'ask' | 'download' | 'upload'
  method: 'GET' | 'POST'
  url: string
  may: Permission
  /** Password or code must have been entered shortly before. */
  wantsConfirmation: boolean
}

/** Routes of the process itself, and why no place can be read through them. */
export const ownRoutes: Readonly<Record<string, string>> = {
  'GET /health': 'says whether the database answers',
  'GET /metrics': 'counts and durations of the process by route pattern, for this machine or a token',
  'GET /api/openapi.json': 'the contract, the same for everybody',
  'GET /api/docs': 'the page of the contract',
  'GET /': 'the same page for everybody, with no fact in it',
  'GET /front-page.css': 'the style of that page',
  'GET /api/docs/start.js': 'a script of that page',
  'GET /api/docs/assets/*': 'files of that page, from its package',
  'POST /api/session/sign-in': 'answers who has proven who he is',
  'POST /api/session/sign-out': 'answers nothing',
  'POST /api/session/who-am-i': 'answers the own account and posts',
  'POST /api/session/switch-post': 'answers the own account and posts; a foreign post is tried by the run',
  'POST /api/session/change-password': 'answers the own account and posts',
  'POST /api/session/pass-second-factor': 'answers the own account and posts',
  'POST /api/session/confirm': 'answers the own account and posts',
  'POST /api/session/begin-enrolment': 'answers a secret made for the own account',
  'POST /api/session/finish-enrolment': 'answers the own account, and codes made for it',
  'POST /api/session/remove-second-factor': 'answers the own account and posts',
  'POST /api/session/outside/offer': 'says whether the city has an identity provider',
  'POST /api/session/outside/begin': 'answers where to go; nothing of anybody is in it',
  'GET /api/session/outside/return': 'begins a session of the own account, or answers why not',
}

/** Answers the routes of all modules; a route without a permission is an error. */
export function routesOf(modules: readonly ServerModule[]): RouteUnderTest[] {
  const routes = modules.flatMap((module): RouteUnderTest[] => [
    ...module.commands.map(({ contract, may }) => jsonRoute('act', contract, may, false)),
    ...module.queries.map(({ contract, may, wantsConfirmation = false }) =>
      jsonRoute('ask', contract, may, wantsConfirmation),
    ),
    ...module.downloads.map(({ name, path, may, wantsConfirmation }) =>
      fileRoute('download', name, path, may, wantsConfirmation),
    ),
    ...module.uploads.map(({ name, path, may }) => fileRoute('upload', name, path, may, false)),
  ])
  for (const { name, may } of routes)
    if (!may || may.roles.length === 0) throw new Error(`route ${name} has no policy`)
  return routes
}

/** Answers the routes that the running server has and neither a module nor the list of its own routes names. */
export function unlistedRoutes(app: FastifyInstance, routes: readonly RouteUnderTest[]): string[] {
  const listed = new Set([...Object.keys(ownRoutes), ...routes.map(({ method, url }) => `${method} ${url}`)])
  const folders = [...listed].filter((route) => route.endsWith('/*')).map((route) => route.slice(0, -1))
  return registeredRoutes(app).filter(
    (route) => !listed.has(route) && !folders.some((folder) => route.startsWith(folder)),
  )
}

/** Answers `METHOD url` of everything the router answers to; HEAD comes with each GET. */
export function registeredRoutes(app: FastifyInstance): string[] {
  const found: string[] = []
  const path: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const parts = /^([\s│]*)(?:├──|└──)\s(.*?)(?:\s\(([A-Z, ]+)\))?$/u.exec(line)
    if (!parts) continue
    const depth = parts[1]!.length / 4
    path.splice(depth, path.length, parts[2]!)
    for (const method of parts[3]?.split(', ') ?? [])
      if (method !== 'HEAD' && method !== 'OPTIONS') found.push(`${method} ${path.join('')}`)
  }
  return found
}

function jsonRoute(
  kind: 'act' | 'ask',
  contract: { name: string; path: string },
  may: Permission,
  wantsConfirmation: boolean,
): RouteUnderTest {
  return { name: contract.name, kind, method: 'POST', url: `/api${contract.path}`, may, wantsConfirmation }
}

function fileRoute(
  kind: 'download' | 'upload',
  name: string,
  path: string,
  may: Permission,
  wantsConfirmation: boolean,
): RouteUnderTest {
  const method = kind === 'download' ? 'GET' : 'POST'
  return { name, kind, method, url: `/api${path}`, may, wantsConfirmation }
}
