/** `npm run screens`: a picture of every page, in two sizes, into `docs/screens`; `--png DIR` also writes PNG there, `--only NAME` takes the pages of a module. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page as Tab } from 'playwright-core'
import { can, type Role } from '@xinlu/kernel/access'
import type { Page } from '@xinlu/kernel/commands/web'
import { openHouse } from '../../server/database/open-house.ts'
import { DEMO_PASSWORD, type DemoAccount } from '../../server/demo/demo-accounts.ts'
import { prepareDemo } from '../../server/demo/prepare-demo.ts'
import { buildDesk } from '../../server/desk.ts'
import { buildServer } from '../../server/http/build-server.ts'
import { readyOffice } from '../../server/office/ready-office.ts'
import { openModules } from '../../server/open-modules.ts'
import { webModules } from '../modules.ts'
import { openBrowser } from './browser.ts'

const OUT = join(import.meta.dirname, '..', '..', '..', 'docs', 'screens')
const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
]
const { png: pngFolder, only } = parseArgs({
  options: { png: { type: 'string' }, only: { type: 'string', default: '' } },
}).values

const dataDir = mkdtempSync(join(tmpdir(), 'xinlu-screens-'))
const none = { databaseUrl: undefined, behindTls: false, outside: undefined }
const house = await openHouse({ dataDir, port: 0, host: '127.0.0.1', ...none })
const demo = (await prepareDemo(house, dataDir, { households: 1500, seed: 20230630 }))!
const { modules, checks } = await openModules(house, { dataDir })
const desk = buildDesk(house, modules)
const app = await buildServer({ desk, modules, behindTls: false, office: await readyOffice() })
const url = await app.listen({ port: 0, host: '127.0.0.1' })
const browser = await openBrowser()
mkdirSync(OUT, { recursive: true })
if (pngFolder) mkdirSync(pngFolder, { recursive: true })
try {
  if (only === '') await takeDoor(browser)
  const pages = webModules.flatMap((module) => module.pages)
  for (const page of pages.filter(({ path }) => path.startsWith(`/${only}`)))
    await takePage(browser, page, demo.accounts)
} finally {
  await browser.close()
  await app.close()
  await checks.settled()
  await house.close()
  rmSync(dataDir, { recursive: true, force: true })
}

async function takeDoor(shared: Browser): Promise<void> {
  const tab = await (await shared.newContext({ locale: 'zh-CN' })).newPage()
  await tab.goto(url)
  await tab.getByLabel('登录名').waitFor()
  await take(tab, 'door')
  await tab.context().close()
}

async function takePage(shared: Browser, page: Page, accounts: readonly DemoAccount[]): Promise<void> {
  // Those whose work it is first: an officer of the county rather than the auditor who may also look.
  const who = accounts.find(({ posts }) => posts.length === 1 && mayOpen(page, posts[0]!.role))
  if (!who) throw new Error(`nobody of the demo city may open ${page.path}`)
  const context = await shared.newContext({ locale: 'zh-CN' })
  const tab = await context.newPage()
  const look = async (path: string, input: unknown) => {
    const answer = await context.request.post(`${url}/api${path}`, { data: input, headers: { origin: url } })
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json() as Promise<unknown>
  }
  await look('/session/sign-in', { login: who.login, password: DEMO_PASSWORD })
  const parameters = (await page.sample?.(look)) ?? {}
  const address = page.path.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name]!))
  await tab.goto(url + address)
  await tab.getByRole('heading', { level: 1 }).waitFor()
  await take(
    tab,
    page.path
      .replace(/(\/\$\w+)+/g, '-one')
      .slice(1)
      .replaceAll('/', '-'),
  )
  await context.close()
}

async function take(tab: Tab, name: string): Promise<void> {
  for (const size of sizes) {
    await tab.setViewportSize(size)
    await tab.waitForLoadState('networkidle')
    await tab.waitForFunction('!document.querySelector(".ant-spin-spinning, .ant-skeleton-active")')
    const png = await tab.screenshot({ animations: 'disabled' })
    const file = `${name}-${size.width}`
    writeFileSync(join(OUT, `${file}.webp`), await asWebp(tab, png))
    if (pngFolder) writeFileSync(join(pngFolder, `${file}.png`), png)
    console.log(file)
  }
}

// The browser is at hand and writes WebP at a quarter of the size.
async function asWebp(tab: Tab, png: Buffer): Promise<Buffer> {
  const blank = await tab.context().newPage()
  const text = await blank.evaluate(`(async () => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob())
    const canvas = new OffscreenCanvas(image.width, image.height)
    canvas.getContext('2d').drawImage(image, 0, 0)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let binary = ''
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(binary)
  })()`)
  await blank.close()
  return Buffer.from(text as string, 'base64')
}

function mayOpen({ may }: Page, role: Role): boolean {
  return can({ role } as never, may)
}
