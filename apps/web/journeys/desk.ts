/** One person in front of the office app: signs in, opens pages, fills in, is told things. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { DEMO_PASSWORD } from '../../server/demo/demo-accounts.ts'
import { seriousFaults } from './accessibility.ts'

const PATIENCE_MS = 90_000

/** A person's desk: one browser window with cookies of its own. */
export interface Desk {
  page: Page
  context: BrowserContext
  /** Opens an address of the app and waits until its title stands there. */
  open(path: string, title: string): Promise<void>
  /** Chooses an entry of the side menu. */
  choose(entry: string): Promise<void>
  button(name: string): Locator
  dialog(title: string): Locator
  /** Sees a sentence somewhere on the page. */
  sees(sentence: string | RegExp): Promise<void>
  /** Everything that the server sent in answer to calls, joined: for proving what was not sent. */
  received(): string
  /** Fails when axe finds something serious, or the page's policy was broken. */
  isSound(): Promise<void>
  leave(): Promise<void>
}

/** Opens a window at the door of the office. */
export async function openDesk(browser: Browser, url: string): Promise<Desk> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  // Beside all the other tests a page may take its time.
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const bodies: string[] = []
  const faults: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' && /Content Security Policy|Uncaught|Minified React/.test(line.text()))
      faults.push(line.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      void response.text().then(
        (text) => bodies.push(text),
        () => {},
      )
  })
  await page.goto(url)
  return {
    page,
    context,
    async open(path, title) {
      await page.goto(`${url}${path}`)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
    },
    async choose(entry) {
      await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: entry }).click()
    },
    button: (name) => page.getByRole('button', { name, exact: true }),
    dialog: (title) => page.getByRole('dialog', { name: title }),
    async sees(sentence) {
      await page.getByText(sentence).first().waitFor()
    },
    received: () => bodies.join('\n'),
    async isSound() {
      expect(await seriousFaults(page)).toEqual([])
      expect(faults).toEqual([])
    },
    leave: () => context.close(),
  }
}

/** Signs a person of the demo city in; with several posts the choice of post comes next. */
export async function signIn(
  browser: Browser,
  url: string,
  login: string,
  password: string = DEMO_PASSWORD,
): Promise<Desk> {
  const desk = await openDesk(browser, url)
  await desk.page.getByLabel('登录名').fill(login)
  await desk.page.getByLabel('密码', { exact: true }).fill(password)
  await desk.button('登录').click()
  await desk.page
    .getByRole('navigation', { name: '主菜单' })
    .or(desk.page.getByRole('heading', { name: /选择岗位|修改密码|绑定动态码|输入动态码/ }))
    .first()
    .waitFor()
  return desk
}
