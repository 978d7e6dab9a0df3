import { setTimeout as sleep } from 'node:timers/promises'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keystoreCondition } from './keystore.ts'
import { KeyRefused } from './key-ring.ts'
import { sealedVersion } from './keys.ts'
import { type LocalKeys, memoryKeys, NOTICE_MS, openLocalKeys } from './local-keys.ts'
import { TamperedValue } from './seal.ts'

let dir: string
const opened: LocalKeys[] = []
const list = Array.from({ length: 1000 }, (_, nth) => String(nth))
const open = (kek?: string) => {
  const keys = openLocalKeys({ dir, kek })
  opened.push(keys)
  return keys
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'xinlu-keys-'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((keys) => keys.close()))
  rmSync(dir, { recursive: true })
})

describe('openLocalKeys', () => {
  it('makes a keystore that only its owner may read, and finds it again', () => {
    const sealed = open().seal('13800138000')
    expect(open().open(sealed)).toBe('13800138000')
    expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dir, 'kek.hex')).mode & 0o777).toBe(0o600)
    expect(keystoreCondition({ dir })).toEqual({
      exists: true,
      kekBeside: true,
      versions: 1,
      isPrivate: true,
      currentSince: expect.any(Date),
    })
  })

  it('tells when a folder or a key file is open to others', () => {
    open()
    chmodSync(join(dir, 'kek.hex'), 0o644)
    expect(keystoreCondition({ dir }).isPrivate).toBe(false)
    expect(keystoreCondition({ dir, kek: 'ab'.repeat(32) }).kekBeside).toBe(false)
  })

  it('takes the key-encryption key from outside, writes none, and refuses another', () => {
    const kek = 'ab'.repeat(32)
    const sealed = open(kek).seal('x')
    expect(open(kek).open(sealed)).toBe('x')
    expect(keystoreCondition({ dir, kek }).kekBeside).toBe(false)
    expect(() => open('cd'.repeat(32))).toThrow(TamperedValue)
    expect(() => open('short')).toThrow('64 hex digits')
  })

  it('refuses a keystore in which two keys were exchanged', () => {
    open()
    const path = join(dir, 'keys.json')
    const stored = JSON.parse(readFileSync(path, 'utf8'))
    ;[stored.index.phone, stored.index.card] = [stored.index.card, stored.index.phone]
    writeFileSync(path, JSON.stringify(stored))
    expect(() => open()).toThrow(TamperedValue)
  })

  it('rotates: new values get the new version, old ones stay readable, also in a process that did not rotate', () => {
    const keys = open()
    const other = open()
    const before = keys.seal('before')
    const index = keys.blindIndex('phone', '13800138000')
    expect(keys.rotate()).toBe(2)
    const after = keys.seal('after')
    expect([before[0], after[0]]).toEqual([1, 2])
    for (const reader of [keys, other, open()]) {
      expect(reader.open(before)).toBe('before')
      expect(reader.open(after)).toBe('after')
      expect(reader.blindIndex('phone', '13800138000')).toEqual(index)
    }
  })

  it('is noticed by another process within a second: it seals with the new version, alone and in lists', async () => {
    const keys = open()
    const other = open()
    await other.sealMany('phone', list)
    keys.rotate()
    await sleep(NOTICE_MS + 50)
    expect(sealedVersion(other.seal('x'))).toBe(2)
    expect(sealedVersion((await other.sealMany('phone', list)).at(-1)!.sealed)).toBe(2)
    expect(other.versions()).toEqual([
      { version: 2, state: 'current', madeAt: expect.any(Date) },
      { version: 1, state: 'readable', madeAt: expect.any(Date) },
    ])
  })

  it('retires a version, which then opens nothing, and recalls it', () => {
    const keys = open()
    const before = keys.seal('before')
    keys.rotate()
    expect(() => keys.retire(2)).toThrow(KeyRefused)
    keys.retire(1)
    for (const reader of [keys, open()]) {
      expect(() => reader.open(before)).toThrow(TamperedValue)
      expect(reader.versions().map(({ state }) => state)).toEqual(['current', 'retired'])
    }
    expect(() => keys.retire(1)).toThrow(KeyRefused)
    expect(keys.rotate()).toBe(3)
    keys.recall(1)
    expect(open().open(before)).toBe('before')
    expect(() => keys.recall(7)).toThrow(KeyRefused)
  })

  it('reads a keystore of an earlier release, which knew no dates and nothing retired', () => {
    const sealed = open().seal('x')
    const path = join(dir, 'keys.json')
    const { retired: _retired, madeAt: _madeAt, ...earlier } = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify(earlier))
    const keys = open()
    expect(keys.open(sealed)).toBe('x')
    expect(keys.versions()).toEqual([{ version: 1, state: 'current', madeAt: undefined }])
    expect(keystoreCondition({ dir }).currentSince).toBeInstanceOf(Date)
    expect(keys.rotate()).toBe(2)
  })

  it('works on when the keystore cannot be seen any more', async () => {
    const keys = open()
    const sealed = keys.seal('x')
    rmSync(join(dir, 'keys.json'))
    await sleep(NOTICE_MS + 50)
    expect(keys.open(sealed)).toBe('x')
  })

  it('refuses two changes at once, and not for one that was killed', () => {
    const keys = open()
    const lock = join(dir, 'keys.json.rotating')
    writeFileSync(lock, String(process.pid))
    expect(() => keys.rotate()).toThrow('另一个进程')
    writeFileSync(lock, '999999999')
    expect(keys.rotate()).toBe(2)
    expect(existsSync(lock)).toBe(false)
  })
})

describe('memoryKeys', () => {
  it('keeps kinds apart and finds equal values', () => {
    const keys = memoryKeys()
    opened.push(keys)
    expect(keys.blindIndex('phone', '1')).toEqual(keys.blindIndex('phone', '1'))
    expect(keys.blindIndex('phone', '1')).not.toEqual(keys.blindIndex('card', '1'))
    expect(keys.blindIndex('phone', '1')).toHaveLength(16)
  })

  it('never opens garbage', () => {
    const keys = memoryKeys()
    opened.push(keys)
    expect(() => keys.open(Buffer.alloc(0))).toThrow(TamperedValue)
    expect(() => keys.open(Buffer.alloc(100, 7))).toThrow(TamperedValue)
  })
})

describe('sealMany', () => {
  it.each([3, 12_345])('seals %i values like seal and blindIndex do, in order', async (count) => {
    const keys = memoryKeys()
    opened.push(keys)
    const values = Array.from({ length: count }, (_, i) => `${'张'.repeat(i % 3)}${i}`)
    const sealed = await keys.sealMany('citizen', values)
    expect(sealed.map((value) => keys.open(value.sealed))).toEqual(values)
    expect(sealed.every(({ index }, i) => index.equals(keys.blindIndex('citizen', values[i]!)))).toBe(true)
  })

  it('seals with the new key after a rotation, and lets the list under way end', async () => {
    const keys = memoryKeys()
    opened.push(keys)
    const values = Array.from({ length: 1000 }, (_, i) => String(i))
    const under = keys.sealMany('phone', values)
    keys.rotate()
    const next = await keys.sealMany('phone', values)
    const first = await under
    expect([first[999]!.sealed[0], next[999]!.sealed[0]]).toEqual([1, 2])
    expect(keys.open(first[999]!.sealed)).toBe('999')
  })
})
