/** Counts and digests bytes on their way, without holding them. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A stream that passes everything on and knows, when it has ended, what went through. */
export interface Measure extends Transform {
  /** Lines of COPY text, which are rows: a line break inside a value is written as `\n`. */
  lines(): number
  bytes(): number
  /** The SHA-256 of everything, in hex. */
  digest(): string
}

const LINE_BREAK = 10

/** Makes a measure. */
export function measure(): Measure {
  const hash = createHash('sha256')
  let lines = 0
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      for (let at = chunk.indexOf(LINE_BREAK); at !== -1; at = chunk.indexOf(LINE_BREAK, at + 1)) lines += 1
      done(null, chunk)
    },
  })
  return Object.assign(stream, {
    lines: () => lines,
    bytes: () => bytes,
    digest: () => hash.digest('hex'),
  })
}

/** Answers the SHA-256 of a file, in hex. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
