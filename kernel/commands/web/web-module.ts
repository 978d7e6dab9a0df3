/** What a module offers the office app: its pages, and where the menu shows them. */
import type { ComponentType } from 'react'
import type { Permission } from '../../access/index.ts'

/** One page at one address. */
export interface Page {
  /** `/monitoring/findings/$county/$finding`: begins with the module's name, parameters with a dollar. */
  path: `/${string}`
  /** The official name of the page, as the menu and the breadcrumb show it. */
  title: string
  /** Who may open it; a post without it gets the refused face, and no menu entry. */
  may: Permission
  /** Loads the page when somebody opens it. */
  load: () => Promise<ComponentType>
  /** The place in the menu; without it the page is reached from others. */
  menu?: { group: string; order: number }
  /** The path of the page above it in the breadcrumb. */
  under?: `/${string}`
  /** The values of the path's parameters with which the screenshots open it, found on the running server. */
  sample?: (look: Look) => Promise<Readonly<Record<string, string>>>
}

/** Asks the running server, as the person who looks at the screenshots. */
export type Look = (path: string, input: unknown) => Promise<unknown>

/** A module's web side. */
export interface WebModule {
  name: string
  pages: readonly Page[]
}

/** Declares a module's pages; refuses an address that does not begin with the module's name. */
export function defineWebModule(module: WebModule): WebModule {
  for (const { path } of module.pages) {
    const isOwn = path === `/${module.name}` || path.startsWith(`/${module.name}/`)
    if (!isOwn) throw new Error(`page ${path} is not of module ${module.name}`)
  }
  return module
}
