/** Reads from a program or library (ELF, 64 bit, little-endian) which release of the C library it needs. */
import { closeSync, openSync, readSync } from 'node:fs'

/** A release such as 2.28, as [2, 28]. */
export type GlibcRelease = readonly [major: number, minor: number]

const NEEDED_VERSIONS = 0x6ffffffe
const HEADER = 64
const SECTION = 64
// A file that names more than this is no program we ship.
const MOST_SECTIONS = 4096
const MOST_BYTES = 16 * 1024 * 1024

/**
 * Answers the newest `GLIBC_x.y` among the versions a file says it needs; nothing when it needs none (built for musl,
 * or static) or is no such file.
 */
export function glibcNeed(path: string): GlibcRelease | undefined {
  const file = openSync(path, 'r')
  try {
    const read = (at: number, size: number): Buffer => {
      if (size > MOST_BYTES) throw new RangeError(`${path}: a section of ${size} bytes`)
      const bytes = Buffer.alloc(size)
      return bytes.subarray(0, readSync(file, bytes, 0, size, at))
    }
    const head = read(0, HEADER)
    if (head.length < HEADER || head.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return undefined
    const count = Math.min(head.readUInt16LE(60), MOST_SECTIONS)
    const table = read(Number(head.readBigUInt64LE(40)), count * SECTION)
    const section = (nth: number) => {
      const at = nth * SECTION
      const [offset, size] = [Number(table.readBigUInt64LE(at + 24)), Number(table.readBigUInt64LE(at + 32))]
      return {
        type: table.readUInt32LE(at + 4),
        link: table.readUInt32LE(at + 40),
        bytes: () => read(offset, size),
      }
    }
    for (let nth = 0; nth < table.length / SECTION; nth += 1) {
      const { type, link, bytes } = section(nth)
      if (type === NEEDED_VERSIONS) return newest(versionNames(bytes(), section(link).bytes()))
    }
    return undefined
  } finally {
    closeSync(file)
  }
}

/** Says which of two releases is the later: positive when it is the first. */
export function compareReleases(a: GlibcRelease, b: GlibcRelease): number {
  return a[0] - b[0] || a[1] - b[1]
}

// A chain of libraries, each with a chain of versions whose names stand in the linked table of strings.
function versionNames(needs: Buffer, strings: Buffer): string[] {
  const names: string[] = []
  for (let library = 0; ;) {
    let version = library + needs.readUInt32LE(library + 8)
    for (let left = needs.readUInt16LE(library + 2); left > 0; left -= 1) {
      const at = needs.readUInt32LE(version + 8)
      names.push(strings.toString('latin1', at, strings.indexOf(0, at)))
      version += needs.readUInt32LE(version + 12)
    }
    const next = needs.readUInt32LE(library + 12)
    if (next === 0) return names
    library += next
  }
}

function newest(names: readonly string[]): GlibcRelease | undefined {
  return names
    .map((name) => /^GLIBC_(\d+)\.(\d+)/.exec(name))
    .flatMap((found) => (found ? [[Number(found[1]), Number(found[2])] as const] : []))
    .sort(compareReleases)
    .at(-1)
}
