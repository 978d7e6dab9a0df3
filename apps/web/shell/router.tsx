/** The addresses of the app for one post: every page of every module, and what is said for others. */
import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router'
import type { Actor } from '@xinlu/kernel/access'
import type { WebModule } from '@xinlu/kernel/commands/web'
import { Empty } from '@xinlu/ui'
import { firstPageOf, menuOf } from '../menu.ts'
import type { SeenSession } from '../session/session.ts'
import { pageFrame } from './page-frame.tsx'
import { Shell } from './shell.tsx'

type Working = Extract<SeenSession, { state: 'working' }>

/** Makes the router of a post; another post gets another one. */
export function routerOf(modules: readonly WebModule[], session: Working) {
  const actor = session.actor as Actor
  const menu = menuOf(modules, actor)
  const pages = modules.flatMap(({ pages: own }) => own)
  const root = createRootRoute({
    component: () => <Shell session={session} menu={menu} />,
    notFoundComponent: () => <Empty title="没有这个页面">请从左边的菜单进入。</Empty>,
  })
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => {
      const first = firstPageOf(menu)
      return first ? <Navigate to={first} replace /> : <Empty title="这个岗位没有可以打开的页面" />
    },
  })
  const routes = pages.map((page) =>
    createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: pageFrame(page, pages, actor),
    }),
  )
  return createRouter({
    routeTree: root.addChildren([home, ...routes]),
    defaultPreload: false,
    scrollRestoration: true,
  })
}
