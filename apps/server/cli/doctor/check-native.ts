/** Looks at the parts that are machine code: do they fit this machine and the older ones offices have. */
import { bad, type Finding, good, note } from './finding.ts'
import { type GlibcRelease, compareReleases } from './glibc-need.ts'
import { highestNeed, linuxPackages, missingTwins, readLock } from './native-packages.ts'

/** What 麒麟 V10 SP1 has, the oldest system that offices run. */
export const FLOOR: GlibcRelease = [2, 28]

/** Answers whether every native part runs on both kinds of machine and on the oldest C library we promise. */
export function checkNative(): Finding[] {
  if (process.platform !== 'linux') return [note('不是 Linux，没有检查系统库版本', '正式使用请用 Linux。')]
  const lock = readLock()
  if (!lock) return [note('没有 package-lock.json，没有检查系统库版本', '请用完整的发行包安装。')]
  const packages = linuxPackages(lock)
  return [checkTwins(packages), checkFloor(packages)]
}

function checkTwins(packages: readonly string[]): Finding {
  const missing = missingTwins(packages)
  return missing.length === 0
    ? good(`${packages.length} 个本机程序包，x64 和 arm64 两种机器都有`)
    : bad(`缺少：${missing.join('、')}`, '这些程序包只有一种机器能用，请告诉开发人员。')
}

function checkFloor(packages: readonly string[]): Finding {
  const highest = highestNeed(packages)
  if (!highest) return note('没有找到需要系统库的程序', '如果用的不是 glibc，请以实际运行为准。')
  const need = told(highest.release)
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  const here = header.glibcVersionRuntime ?? '?'
  const what = `系统库 glibc ${here}，程序需要 ${need}`
  if (compareReleases(highest.release, FLOOR) <= 0) return good(what)
  return note(`${what}（${highest.file}）`, `高于承诺的 ${told(FLOOR)}，旧系统上不能用，请告诉开发人员。`)
}

function told([major, minor]: GlibcRelease): string {
  return `${major}.${minor}`
}
