/** The menu: its groups in order, and the entries a post may open. */
import { type Actor, can } from '@xinlu/kernel/access'
import type { Page, WebModule } from '@xinlu/kernel/commands/web'

/** The groups in the order of the menu, each with the outline of its picture in a box of 20. */
export const menuGroups = {
  工作台: 'M3 3h6v7H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 12h6v5H3z',
  户档: 'M3 10 10 4l7 6M5 9v8h10V9M8.5 17v-5h3v5',
  数据: 'M10 3c4 0 7 1.1 7 2.5S14 8 10 8 3 6.9 3 5.5 6 3 10 3zM3 5.5v9C3 15.9 6 17 10 17s7-1.1 7-2.5v-9M3 10c0 1.4 3 2.5 7 2.5s7-1.1 7-2.5',
  疑点: 'M10 3 18 17H2zM10 8v4M10 14.5v.2',
  规则: 'M4 6h12M4 10h12M4 14h12M7 4v4M13 8v4M8 12v4',
  一张图: 'M3 5l5-2 4 2 5-2v12l-5 2-4-2-5 2zM8 3v12M12 5v12',
  系统管理:
    'M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 2v3M10 15v3M2 10h3M15 10h3M4.3 4.3l2.1 2.1M13.6 13.6l2.1 2.1M15.7 4.3l-2.1 2.1M6.4 13.6l-2.1 2.1',
  我的: 'M10 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 17c0-3.3 2.7-5 6-5s6 1.7 6 5',
} as const

/** The name of a group. */
export type MenuGroup = keyof typeof menuGroups

/** A group with the entries that a post may open. */
export interface MenuSection {
  group: MenuGroup
  entries: readonly Page[]
}

/** Answers the menu of a post; groups with nothing in them are left out. */
export function menuOf(modules: readonly WebModule[], actor: Actor): MenuSection[] {
  const pages = modules.flatMap(({ pages: own }) => own).filter(({ menu, may }) => menu && can(actor, may))
  return (Object.keys(menuGroups) as MenuGroup[])
    .map((group) => ({
      group,
      entries: pages
        .filter(({ menu }) => menu?.group === group)
        .sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0)),
    }))
    .filter(({ entries }) => entries.length > 0)
}

/** Answers the first page of a post: the first entry of its menu. */
export function firstPageOf(menu: readonly MenuSection[]): string | undefined {
  return menu[0]?.entries[0]?.path
}
