/** What a module or a kernel room offers the server. */
import type { Permission, Permissions } from '../../access/index.ts'
import type { ProblemFactory } from '../../basis/index.ts'
import type { Command, Query } from './definition.ts'
import type { Download, Upload } from './file-routes.ts'

/** Everything the server needs to know of one module. */
export interface ServerModule {
  name: string
  permissions: Permissions
  commands: readonly Command[]
  queries: readonly Query[]
  downloads: readonly Download[]
  uploads: readonly Upload[]
  /** Which problem a violated constraint of the module's tables means, by the constraint's name. */
  constraints: Readonly<Record<string, ProblemFactory<void>>>
}

/** Declares a module's server side; refuses a route whose name or permission is not the module's own. */
export function defineServerModule(module: Partial<ServerModule> & { name: string }): ServerModule {
  const whole = {
    permissions: {},
    commands: [],
    queries: [],
    downloads: [],
    uploads: [],
    constraints: {},
    ...module,
  }
  const routes = [...whole.commands, ...whole.queries].map((route) => ({
    name: route.contract.name,
    may: route.may,
  }))
  for (const route of [...routes, ...whole.downloads, ...whole.uploads]) {
    if (!route.name.startsWith(`${module.name}.`))
      throw new Error(`route ${route.name} is not of module ${module.name}`)
    if (!isPermission(route.may)) throw new Error(`route ${route.name} has no permission`)
  }
  return whole
}

function isPermission(may: Permission | undefined): may is Permission {
  return may !== undefined && may.roles.length > 0
}
