/** Asks axe what is wrong with a page for keyboards and screen readers. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Answers what axe calls serious or critical, one line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated from outside of the page, which would not let a foreign script in.
  await page.evaluate(source)
  const violations = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations.map((fault) => ({
       id: fault.id, impact: fault.impact, where: fault.nodes.slice(0, 4).map((node) => node.target.join(' ') + ' ' + node.html.slice(0, 120)) })))`,
  )) as { id: string; impact: string; where: string[] }[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id}: ${where.join(' | ')}`)
}
