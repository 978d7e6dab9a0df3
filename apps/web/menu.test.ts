/** Every page belongs to a group of the menu or to a page above it, and no two share an address. */
import { expect, test } from 'vitest'
import { as } from '@xinlu/kernel/access/test'
import { menuGroups, menuOf } from './menu.ts'
import { webModules } from './modules.ts'

const pages = webModules.flatMap((module) => module.pages)

test('pages have addresses of their own, a known group, and a page above that exists', () => {
  const paths = pages.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  for (const { path, menu, under, sample } of pages) {
    if (menu) expect([path, Object.keys(menuGroups)]).toEqual([path, expect.arrayContaining([menu.group])])
    if (under) expect(paths).toContain(under)
    expect([path, path.includes('$')]).toEqual([path, sample !== undefined])
  }
})

test('the menu shows a post what it may open, and an officer of the system no doubts', () => {
  const titles = (who: Parameters<typeof as>[0]) =>
    menuOf(webModules, as(who)).flatMap(({ entries }) => entries.map(({ title }) => title))
  expect(titles('乡专干·李梅')).toContain('疑点清单')
  expect(titles('系统·严立')).not.toContain('疑点清单')
  expect(titles('系统·严立')).toContain('我的账号')
})
