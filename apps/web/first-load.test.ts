/** The first load stays light, and pages and charts stay out of it. */
import { expect, test } from 'vitest'
import { readyOffice } from '../server/office/ready-office.ts'
import { firstLoad } from './first-load.ts'

const LIMIT = 400 * 1000

test('the first load is at most 400 kB compressed, without pages and charts', async () => {
  const files = firstLoad(await readyOffice())
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  expect(files.length).toBeGreaterThan(3)
  expect([bytes, bytes <= LIMIT]).toEqual([bytes, true])
  for (const { file } of files) expect(file).not.toMatch(/-page|echarts|chart/)
})
