/** Looks for canaries in every byte of files and folders: as text, UTF-16, hexadecimal, base64, in gzip and zip. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { entriesOf } from '../../leak/zip-entries.ts'
import { canaries, MARK } from './canaries.ts'

/** A canary, where it was found, and how it was written there. */
export interface Found {
  where: string
  canary: string
  form: string
}

/** How much was looked through. */
export interface Looked {
  found: Found[]
  files: number
  bytes: number
}

type Write = (text: string) => Buffer[]

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
// Of base64 only what whole groups of three bytes give is the same wherever the text begins.
const base64: Write = (text) =>
  [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
    const from = shift === 0 ? 0 : 4
    return Buffer.from(bytes.toString('base64').slice(from, Math.floor(bytes.length / 3) * 4))
  })

const forms: Readonly<Record<string, Write>> = {
  text: (text) => [Buffer.from(text)],
  utf16le: (text) => [Buffer.from(text, 'utf16le')],
  utf16be: (text) => [utf16be(text)],
  hex: (text) => [Buffer.from(Buffer.from(text).toString('hex'))],
  HEX: (text) => [Buffer.from(Buffer.from(text).toString('hex').toUpperCase())],
  base64,
}

const marks = Object.entries(forms).map(([form, write]) => ({ form, needles: marksOf(form, write) }))
const written = new Map(
  Object.entries(forms).map(([form, write]) => [
    form,
    canaries.map((canary) => ({ canary, needles: write(canary) })),
  ]),
)
const WINDOW = 120

// The mark stands at different places of a canary, so in base64 it may begin at any of the three.
function marksOf(form: string, write: Write): Buffer[] {
  return form === 'base64' ? write(MARK) : [Buffer.concat(write(MARK))]
}

/** Looks through bytes, and through what is packed in them. */
export async function lookInto(where: string, bytes: Buffer): Promise<Found[]> {
  const found: Found[] = []
  for (const { form, needles } of marks)
    for (const needle of needles)
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
        const around = bytes.subarray(Math.max(0, at - WINDOW), at + WINDOW)
        for (const { canary, needles: whole } of written.get(form)!)
          if (whole.some((one) => around.includes(one))) found.push({ where, canary, form })
      }
  for (const { name, content } of await unpacked(bytes))
    found.push(...(await lookInto(`${where}!${name}`, content)))
  return found
}

/** Looks through every file below the folders; a file that goes away meanwhile is none. */
export async function findCanaries(folders: readonly string[]): Promise<Looked> {
  const looked: Looked = { found: [], files: 0, bytes: 0 }
  for (const path of folders.flatMap(filesBelow)) {
    const bytes = readIfThere(path)
    if (!bytes) continue
    looked.files += 1
    looked.bytes += bytes.length
    looked.found.push(...(await lookInto(path, Buffer.from(path))), ...(await lookInto(path, bytes)))
  }
  return looked
}

async function unpacked(bytes: Buffer): Promise<{ name: string; content: Buffer }[]> {
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [{ name: 'gz', content: gunzipSync(bytes) }]
    if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return await entriesOf(bytes)
  } catch {
    // Not whole, or only looks like one: its bytes have been looked at as they are.
  }
  return []
}

function filesBelow(path: string): string[] {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isFile()) return [path]
  if (!found?.isDirectory()) return []
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)))
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
