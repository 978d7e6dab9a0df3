/** Permissions: what may be done, and which roles may do it. */
import type { Role } from './role.ts'

/** One thing that may be done, named `<room>.<verb>`; the label is what the office calls it. */
export interface Permission {
  name: string
  label: string
  roles: readonly Role[]
}

/** The permissions of one module, by name. */
export type Permissions = Readonly<Record<string, Permission>>

/** Declares a module's permissions; the prefix of every name is the module's own. */
export function definePermissions<const P extends Record<string, { label: string; roles: readonly Role[] }>>(
  module: string,
  permissions: P,
): { readonly [K in keyof P]: Permission } {
  const named = Object.entries(permissions).map(([verb, { label, roles }]) => [
    verb,
    { name: `${module}.${verb}`, label, roles },
  ])
  return Object.fromEntries(named) as { readonly [K in keyof P]: Permission }
}
