/** Reads one XML part of a workbook as a stream of events, holding the refusals every part shares. */
import { SaxesParser } from 'saxes'
import type { Entry, ZipFile } from 'yauzl'
import { sheetReason } from '../../sheet-problem.ts'
import { partFault } from './check-zip.ts'
import { RefusedFile } from './refused-file.ts'

/** What a part's reader wants to know; names come without their namespace prefix. */
export type PartHandlers = {
  open: (name: string, attributes: Record<string, string>) => void
  text: (text: string) => void
  close: (name: string) => void
}

/**
 * Feeds a part to its handlers, pausing after every piece of about 64 KB so that the caller can hand on what it has.
 * Refuses a document type, broken XML, text that is not UTF-8, and a part whose real size is not the declared one.
 */
export async function* parsePart(zip: ZipFile, entry: Entry, handlers: PartHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false })
  parser.on('doctype', () => {
    throw new RefusedFile(sheetReason('dtd', entry.fileName))
  })
  // Without namespaces switched on, attributes are plain texts.
  parser.on('opentag', (tag) => handlers.open(localName(tag.name), tag.attributes as Record<string, string>))
  parser.on('text', (text) => handlers.text(text))
  parser.on('cdata', (text) => handlers.text(text))
  parser.on('closetag', (tag) => handlers.close(localName(tag.name)))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }))
      yield
    }
    parser.write(decoder.decode()).close()
    yield
  } catch (error) {
    if (error instanceof RefusedFile) throw error
    throw new RefusedFile(partFault(error, entry.fileName))
  }
}

/** Reads a small part to its end. */
export async function parseWholePart(zip: ZipFile, entry: Entry, handlers: PartHandlers): Promise<void> {
  const pieces = parsePart(zip, entry, handlers)
  while (!(await pieces.next()).done);
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

/** An attribute whose prefix the writing program was free to choose, such as `r:id`. */
export function prefixedAttribute(attributes: Record<string, string>, local: string): string | undefined {
  for (const [name, value] of Object.entries(attributes)) if (name.endsWith(`:${local}`)) return value
  return undefined
}
