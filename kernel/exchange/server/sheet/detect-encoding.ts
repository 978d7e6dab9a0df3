/** Finds the encoding of a text file by decoding all of it strictly; guesses nothing. */
import { createReadStream } from 'node:fs'
import { sheetReason } from '../../sheet-problem.ts'
import { RefusedFile } from './refused-file.ts'

/** The encodings a csv may come in; the national office programs write both. */
export type TextEncoding = 'utf-8' | 'gb18030'

/** Promises that the whole file decodes in the encoding returned; refuses a wrong, mixed or cut-off one. */
export async function detectEncoding(path: string): Promise<TextEncoding> {
  if (await decodesAs(path, 'utf-8')) return 'utf-8'
  const lines = await utf8Lines(path)
  if (lines.length > 0) {
    throw new RefusedFile(
      sheetReason('mixed-encoding', `第${lines.slice(0, 5).join('、')}行是 UTF-8，其他行不是`),
    )
  }
  if (await decodesAs(path, 'gb18030')) return 'gb18030'
  throw new RefusedFile(sheetReason('encoding'))
}

async function decodesAs(path: string, encoding: TextEncoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/**
 * The numbers of lines that can only be UTF-8. Chinese in UTF-8 often decodes as GB18030 too, into nonsense, so
 * strict decoding alone would let a mixed file pass; a GB18030 line that reads as four Chinese characters in UTF-8
 * and holds nothing else beyond ASCII does not occur in practice.
 */
async function utf8Lines(path: string): Promise<number[]> {
  const found: number[] = []
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 1
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0)
  const look = (line: Buffer) => {
    if (isChineseUtf8(line, decoder)) found.push(number)
    number += 1
  }
  for await (const chunk of createReadStream(path)) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer)
    // 0x0A is never the second byte of a GB18030 character, so lines can be cut before decoding.
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10)) {
      look(bytes.subarray(0, end))
      bytes = bytes.subarray(end + 1)
    }
    // A "line" of a megabyte is no line of a register; keeping it would cost the square of its length.
    rest = bytes.length > 1_000_000 ? Buffer.alloc(0) : bytes
  }
  look(rest)
  return found
}

function isChineseUtf8(line: Buffer, decoder: InstanceType<typeof TextDecoder>): boolean {
  let text: string
  try {
    text = decoder.decode(line)
  } catch {
    return false
  }
  const beyondAscii = text.match(/[^\p{ASCII}]/gu) ?? []
  if (beyondAscii.length < 4) return false
  return beyondAscii.every((one) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef·—…“”‘’]/u.test(one))
}
