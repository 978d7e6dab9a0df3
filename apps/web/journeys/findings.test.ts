/** A township officer's morning: sees the doubts, asks why, decides one; a neighbour's names never reach her screen. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { type Desk, openDesk, signIn } from './desk.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
let browser: Browser
beforeAll(async () => {
  office = await openOffice()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

const rows = ({ page }: Desk) => page.locator('tbody tr')

describe('a county officer', () => {
  let wang: Desk
  beforeAll(async () => {
    wang = await signIn(browser, office.url, 'wang.qiang')
    await rows(wang).first().waitFor()
  })
  afterAll(() => wang?.leave())

  test('finds the doubts of the county first thing, and the page is sound', async () => {
    await wang.sees('疑点清单')
    await wang.sees(/共 [\d\s]+ 条/)
    await wang.isSound()
  })

  test('filters, and the list is a link without a name in it', async () => {
    const level = wang.page.getByLabel('级别', { exact: true })
    await level.click()
    await wang.page.getByTitle('红色').click()
    await wang.button('查询').click()
    await expect.poll(() => new URL(wang.page.url()).search).toContain('level=red')
    await expect.poll(() => rows(wang).locator('.x-level').allInnerTexts()).not.toContain('橙色')
    expect(decodeURIComponent(wang.page.url())).not.toMatch(/\p{Script=Han}/u)
  })

  test('opens one with the keyboard and reads why', async () => {
    await wang.open('/monitoring/findings', '疑点清单')
    await rows(wang).first().focus()
    await wang.page.keyboard.press('ArrowDown')
    await wang.page.keyboard.press('Enter')
    await wang.page.getByRole('heading', { level: 1, name: / 户$/ }).waitFor()
    await wang.page.locator('.x-trace li').first().waitFor()
    await wang.isSound()
    await wang.page.goBack()
  })

  test('is told before sending what the server would refuse, in words', async () => {
    await rows(wang).first().getByRole('button', { name: '核实' }).click()
    const dialog = wang.dialog('核实疑点')
    await dialog.getByRole('button', { name: '提交核实结果' }).click()
    expect(await dialog.locator('.x-error').allInnerTexts()).toEqual(['这一项没有填写。', '这一项没有填写。'])
    await wang.isSound()
  })

  test('loses the network, loses no word, and the decision is recorded once', async () => {
    const dialog = wang.dialog('核实疑点')
    await dialog.getByText('转为风险线索').click()
    await dialog.getByLabel(/核实情况/).fill('入户核实，近期收入明显下降。')
    await wang.context.setOffline(true)
    await dialog.getByRole('button', { name: '提交核实结果' }).click()
    await wang.sees('网络连接中断，没有收到服务器的答复')
    expect(await dialog.getByLabel(/核实情况/).inputValue()).toBe('入户核实，近期收入明显下降。')
    await wang.context.setOffline(false)
    await dialog.getByRole('button', { name: '提交核实结果' }).click()
    await wang.sees('核实结果已保存')
    const { rows: decisions } = await office.admin('select verdict from rules.decision')
    expect(decisions).toEqual([{ verdict: 'toLead' }])
  })
})

describe('a stale decision', () => {
  test('is refused with the sentence of the server, and what was typed stays', async () => {
    const wang = await signIn(browser, office.url, 'wang.qiang')
    await rows(wang).first().getByRole('button', { name: '核实' }).click()
    const dialog = wang.dialog('核实疑点')
    await dialog.getByText('转为风险线索').click()
    await dialog.getByLabel(/核实情况/).fill('电话核实。')
    await office.admin('update rules.finding set ver = ver + 1')
    await dialog.getByRole('button', { name: '提交核实结果' }).click()
    await wang.sees('这条疑点在您查看之后有了变化')
    expect(await dialog.getByLabel(/核实情况/).inputValue()).toBe('电话核实。')
    await wang.leave()
  })
})

describe('a person with two posts', () => {
  test('chooses one, and after switching nothing of the first is kept', async () => {
    const tian = await signIn(browser, office.url, 'tian.ye')
    await tian.sees('选择岗位')
    await tian.isSound()
    await tian.page.getByRole('button', { name: /县专班/ }).click()
    await rows(tian).first().waitFor()
    await tian.page.goto(`${office.url}/monitoring/findings?level=red`)
    await rows(tian).first().waitFor()
    await tian.button('岗位与账号').click()
    await tian.page.getByText('换岗位：部门联络员').click()
    await tian.sees('部门联络员')
    await expect.poll(() => new URL(tian.page.url()).search).toBe('')
    const kept = await tian.page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])')
    expect(kept).not.toMatch(/\p{Script=Han}/u)
    await tian.leave()
  })
})

test('the city looks on and is offered no decision', async () => {
  const zhao = await signIn(browser, office.url, 'zhao.min')
  await rows(zhao).first().waitFor()
  expect(await zhao.button('核实').count()).toBe(0)
  await zhao.leave()
})

describe('at the door', () => {
  test('a wrong password is refused in a sentence, and the page is sound', async () => {
    const stranger = await openDesk(browser, office.url)
    await stranger.page.getByLabel('登录名').fill('wang.qiang')
    await stranger.page.getByLabel('密码', { exact: true }).fill('not-the-password')
    await stranger.button('登录').click()
    await stranger.sees('登录名或密码不正确')
    await stranger.isSound()
    await stranger.leave()
  })

  test('a link to a page waits until somebody is in, and a post without the right is refused in words', async () => {
    const yan = await openDesk(browser, `${office.url}/monitoring/findings`)
    await yan.page.getByLabel('登录名').fill('yan.li')
    await yan.page.getByLabel('密码', { exact: true }).fill('Shanhe-Biaoli-2023')
    await yan.button('登录').click()
    await yan.sees('您的岗位没有“查看疑点”的权限')
    expect(yan.received()).not.toContain('headName')
    await yan.isSound()
    await yan.leave()
  })

  test('a session that ended elsewhere leads back to the door, and the draft is still there', async () => {
    const wang = await signIn(browser, office.url, 'wang.qiang')
    await rows(wang).first().getByRole('button', { name: '核实' }).click()
    const dialog = wang.dialog('核实疑点')
    await dialog.getByText('转为风险线索').click()
    await dialog.getByLabel(/核实情况/).fill('写到一半的内容。')
    await office.admin(
      `update access.session set ended_at = now(), ended_why = 'signedOut' where ended_at is null`,
    )
    await dialog.getByRole('button', { name: '提交核实结果' }).click()
    await wang.sees('请重新登录')
    await wang.page.getByLabel('登录名').fill('wang.qiang')
    await wang.page.getByLabel('密码', { exact: true }).fill('Shanhe-Biaoli-2023')
    await wang.button('登录').click()
    await rows(wang).first().getByRole('button', { name: '核实' }).click()
    expect(await dialog.getByLabel(/核实情况/).inputValue()).toBe('写到一半的内容。')
    await wang.leave()
  })
})
