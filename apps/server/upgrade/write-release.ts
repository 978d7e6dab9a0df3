/** `node apps/server/upgrade/write-release.ts <version>`: keeps this release for the upgrade test of later ones. */
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { day } from '@xinlu/kernel/basis'
import { sealKeyFolder } from '../backup/sealed-keys.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { openHouse } from '../database/open-house.ts'
import { prepareDemo } from '../demo/prepare-demo.ts'
import { RELEASE_PASSPHRASE, RELEASES } from './releases.ts'

const ROOT = join(RELEASES, '..', '..')
const HOUSEHOLDS = 40

const [version = ''] = process.argv.slice(2)
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('which version? for example 0.2.0')
const folder = join(RELEASES, version)
if (existsSync(folder)) throw new Error(`${folder} is there already: a release is written once`)

const dataDir = mkdtempSync(join(tmpdir(), 'xinlu-release-'))
try {
  const house = await openHouse({ dataDir, databaseUrl: undefined })
  try {
    await prepareDemo(house, dataDir, { households: HOUSEHOLDS, seed: 7, today: day('2026-06-30') })
    mkdirSync(folder, { recursive: true })
    const sealedKeys = sealKeyFolder(join(dataDir, 'keys'), RELEASE_PASSPHRASE)
    await writeBackup({ url: house.backupUrl!, dir: join(folder, 'city'), sealedKeys })
  } finally {
    await house.close()
  }
  const printed = globSync('{kernel,modules,apps}/**/store.sql', {
    cwd: ROOT,
    exclude: (name) => name === 'node_modules',
  })
  const texts = printed.sort().map((path) => readFileSync(join(ROOT, path), 'utf8'))
  writeFileSync(join(folder, 'statements.sql.gz'), gzipSync(texts.join('\n'), { level: 9 }))
  console.log(`wrote ${folder}`)
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
