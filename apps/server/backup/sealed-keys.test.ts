/** The key folder under its passphrase. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openLocalKeys } from '@xinlu/kernel/access/server'
import { openKeyFolder, sealKeyFolder } from './sealed-keys.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-sealed-keys-'))
const passphrase = '五台山下-滹沱河边-2023'
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('what the keys sealed is opened by the keys that came back', async () => {
  const keys = openLocalKeys({ dir: join(dir, 'keys') })
  const value = keys.seal('14990119630512001X')
  await keys.close()
  const sealed = sealKeyFolder(join(dir, 'keys'), passphrase)
  const kek = readFileSync(join(dir, 'keys', 'kek.hex'), 'utf8').trim()
  expect(sealed.toString('latin1')).not.toContain(kek)
  openKeyFolder(sealed, passphrase, join(dir, 'back'))
  expect(statSync(join(dir, 'back', 'keys.json')).mode & 0o077).toBe(0)
  const back = openLocalKeys({ dir: join(dir, 'back') })
  expect(back.open(value)).toBe('14990119630512001X')
  await back.close()

  expect(() => openKeyFolder(sealed, `${passphrase}!`, join(dir, 'no'))).toThrow('口令不对')
  for (let at = 0; at < sealed.length; at += 97) {
    const changed = Buffer.from(sealed)
    changed[at] = changed[at]! ^ 1
    expect(() => openKeyFolder(changed, passphrase, join(dir, 'no'))).toThrow('口令不对')
  }
  expect(() => openKeyFolder(sealed.subarray(0, 20), passphrase, join(dir, 'no'))).toThrow('口令不对')
  expect(() => sealKeyFolder(join(dir, 'keys'), '短口令')).toThrow('12')
})
