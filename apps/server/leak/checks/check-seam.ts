/** A seam around every route of every module, at which one check at a time can be taken out while the server runs. */
import { sql } from 'kysely'
import { type Actor, type Permission, type Role, roles } from '@xinlu/kernel/access'
import type { Tx } from '@xinlu/kernel/access/server'
import type { Command, Download, Query, ServerModule, Upload } from '@xinlu/kernel/commands/server'
import type { ImportTarget } from '@xinlu/kernel/exchange/server'

/** The checks that a service makes besides row security. */
export const checks = {
  may: 'everybody may',
  place: 'where the subject of an act lies is not asked',
  subject: 'the subject of an act is looked for in every place',
  range: 'the code takes the post to cover every place',
  clearance: 'the code takes the role to be cleared for everything',
  confirmation: 'nobody has to confirm that it is he',
  ledgerPermission: 'everybody may import and export the ledger',
  ledgerUnit: 'every department may send the ledger',
} as const

/** One of them. */
export type Check = keyof typeof checks

/** One check of one route (or ledger) taken out; `lifted` takes row security away from its code besides. */
export interface CheckMutant {
  /** The name of the route, or of the ledger. */
  of: string
  check: Check
  lifted?: boolean
}

/** What is taken out at this moment, and what the code of each route has looked at so far. */
export interface Seam {
  mutant?: CheckMutant
  /** `route property` for each property of the actor that the route's own code read; `rows` when its subject read rows,
   * `elsewhere` when that lay in another place than the post's own. */
  read: Set<string>
}

const everybody = Object.keys(roles) as Role[]
const everywhere = { scope: { lo: 0, hi: 1_000_000_000_000 }, extra: [] }

/** Answers the module with the seam around its routes; without a mutant it works as it did. */
export function withSeam(module: ServerModule, seam: Seam): ServerModule {
  return {
    ...module,
    commands: module.commands.map((act) => commandAt(act, seam)),
    queries: module.queries.map((ask) => queryAt(ask, seam)),
    downloads: module.downloads.map((file) => fileAt(file, seam)),
    uploads: module.uploads.map((file) => fileAt(file, seam)),
  }
}

/** Answers the target with the seam around the permission and the units of its ledger. */
export function targetWithSeam(target: ImportTarget, seam: Seam): ImportTarget {
  const { name } = target.ledger
  return {
    ...target,
    get permission() {
      return isOut(seam, name, 'ledgerPermission') ? forEverybody(target.permission) : target.permission
    },
    get units() {
      return isOut(seam, name, 'ledgerUnit') ? [''] : target.units
    },
  }
}

function commandAt(act: Command, seam: Seam): Command {
  const { name } = act.contract
  return {
    ...act,
    get may() {
      return mayAt(seam, name, act.may)
    },
    async subject(tx, asked) {
      const { actor } = asked
      const isWide = isOut(seam, name, 'subject')
      // Behind the place stands the narrowing of the search as well, so both go when row security goes.
      const isFree = isWide || isLifted(seam, name)
      if (isFree) await widen(tx)
      const as = isFree ? { ...actor, ...everywhere } : actorAt(seam, name, actor)
      const found = await act.subject(watched(tx, seam, name), { ...asked, actor: as })
      if (found.division !== actor.division) seam.read.add(`${name} elsewhere`)
      if (isWide && !isLifted(seam, name)) await narrow(tx, actor)
      return isOut(seam, name, 'place') ? { ...found, division: actor.division } : found
    },
    run: (tx, asked) => act.run(tx, { ...asked, actor: actorAt(seam, name, asked.actor) }),
  }
}

function queryAt(ask: Query, seam: Seam): Query {
  const { name } = ask.contract
  return {
    ...ask,
    get may() {
      return mayAt(seam, name, ask.may)
    },
    get wantsConfirmation() {
      return ask.wantsConfirmation && !isOut(seam, name, 'confirmation')
    },
    async run(tx, asked) {
      if (isLifted(seam, name)) await widen(tx)
      return ask.run(tx, { ...asked, actor: actorAt(seam, name, asked.actor) })
    },
  }
}

function fileAt<F extends Download | Upload>(file: F, seam: Seam): F {
  const { name } = file
  const run = file.run as (database: unknown, asked: { actor: Actor }) => unknown
  const wanted = 'wantsConfirmation' in file && file.wantsConfirmation
  return {
    ...file,
    get may() {
      return mayAt(seam, name, file.may)
    },
    get wantsConfirmation() {
      return wanted && !isOut(seam, name, 'confirmation')
    },
    run: (database: unknown, asked: { actor: Actor }) =>
      run(database, { ...asked, actor: actorAt(seam, name, asked.actor) }),
  }
}

function isOut({ mutant }: Seam, of: string, check: Check): boolean {
  return mutant?.of === of && mutant.check === check
}

function isLifted({ mutant }: Seam, of: string): boolean {
  return mutant?.of === of && mutant.lifted === true
}

function mayAt(seam: Seam, name: string, may: Permission): Permission {
  return isOut(seam, name, 'may') ? forEverybody(may) : may
}

function forEverybody(may: Permission): Permission {
  return { ...may, roles: everybody }
}

function actorAt(seam: Seam, name: string, actor: Actor): Actor {
  if (isOut(seam, name, 'range')) return { ...actor, ...everywhere }
  if (isOut(seam, name, 'clearance')) return { ...actor, role: 'county', unit: '县专班' }
  return new Proxy(actor, {
    get(target, property) {
      seam.read.add(`${name} ${String(property)}`)
      return Reflect.get(target, property) as unknown
    },
  })
}

// Notes that rows are looked up at all.
function watched(tx: Tx, seam: Seam, name: string): Tx {
  return new Proxy(tx, {
    get(target, property) {
      seam.read.add(`${name} rows`)
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value
    },
  })
}

async function widen(tx: Tx): Promise<void> {
  await sql`select set_config('app.lo', '0', true), set_config('app.hi', '1000000000000', true)`.execute(tx)
}

async function narrow(tx: Tx, { scope }: Actor): Promise<void> {
  await sql`select set_config('app.lo', ${String(scope.lo)}, true), set_config('app.hi', ${String(scope.hi)}, true)`.execute(
    tx,
  )
}
