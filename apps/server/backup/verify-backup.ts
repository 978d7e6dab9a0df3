/** Proves that a backup folder is whole, byte for byte, before anybody relies on it. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileNames, type Manifest, manifestShape, sumsText } from './manifest.ts'
import { fileDigest } from './measure.ts'
import { BackupRefused } from './problems.ts'

/** A folder that passed. */
export interface WholeBackup {
  dir: string
  manifest: Manifest
  hasKeys: boolean
}

/**
 * Answers the manifest when every file is there, none is strange, and each byte is as it was written; refuses with
 * the names of the files that are not. It reads the folder once and needs no database.
 */
export async function verifyBackup(
  dir: string,
  onFile: (done: number, of: number) => void = () => {},
): Promise<WholeBackup> {
  const names = await readdir(dir).catch(() => {
    throw new BackupRefused(`没有目录 ${dir}。`)
  })
  if (!names.includes(fileNames.sums)) throw new BackupRefused(`${dir} 不是备份目录，或备份没有做完。`)
  const listed = await readFile(join(dir, fileNames.sums), 'utf8')
  const told = new Map(listed.split('\n').map((line) => [line.slice(66), line.slice(0, 64)]))
  const sums = new Map<string, string>()
  const faults: string[] = []
  const files = names.filter((name) => name !== fileNames.sums)
  for (const [at, name] of files.entries()) {
    const digest = await fileDigest(join(dir, name))
    sums.set(name, digest)
    if (!told.has(name)) faults.push(`${name}：清单里没有这个文件`)
    else if (told.get(name) !== digest) faults.push(`${name}：内容与备份时不同`)
    onFile(at + 1, files.length)
  }
  for (const name of told.keys())
    if (name !== '' && !sums.has(name)) faults.push(`${JSON.stringify(name)}：文件不见了`)
  // The list itself is compared byte for byte with the one these files would give.
  if (faults.length === 0 && sumsText(sums) !== listed) faults.push(`${fileNames.sums}：清单被改动过`)
  if (faults.length > 0) throw new BackupRefused(`备份不完整，不能使用：${faults.length} 处有问题。`, faults)
  return { dir, manifest: await readManifest(dir, sums), hasKeys: sums.has(fileNames.keys) }
}

async function readManifest(dir: string, sums: ReadonlyMap<string, string>): Promise<Manifest> {
  const text = await readFile(join(dir, fileNames.manifest), 'utf8').catch(() => '')
  const read = manifestShape.safeParse(jsonOf(text))
  if (!read.success) throw new BackupRefused('备份的说明文件读不懂：它可能来自别的版本，请用当时的程序恢复。')
  const tables = read.data.tables.map(({ file }) => file)
  const expected = new Set([...tables, fileNames.manifest, fileNames.keys])
  const strange = [...sums.keys()].filter((name) => !expected.has(name))
  const missing = tables.filter((file) => !sums.has(file))
  if (strange.length + missing.length > 0)
    throw new BackupRefused('备份的说明文件与目录里的文件对不上，不能使用。', [...strange, ...missing])
  return read.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
