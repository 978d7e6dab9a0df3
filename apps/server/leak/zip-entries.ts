/** Unpacks a zip file in memory. */
import { promisify } from 'node:util'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'

/** One packed file. */
export interface ZipEntry {
  name: string
  content: Buffer
}

const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)

/** Answers every file of the archive. */
export async function entriesOf(bytes: Buffer): Promise<ZipEntry[]> {
  const zip = await open(bytes, { lazyEntries: true })
  const read = promisify(
    zip.openReadStream.bind(zip) as (
      entry: yauzl.Entry,
      done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
    ) => void,
  )
  const entries: ZipEntry[] = []
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: yauzl.Entry) => {
      void read(entry)
        .then((stream) => buffer(stream))
        .then((content) => {
          entries.push({ name: entry.fileName, content })
          zip.readEntry()
        })
        .catch(reject)
    })
    zip.readEntry()
  })
}
