/** Runs the command line as a person at a terminal would, through its launcher. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** What a run said and how it ended. */
export interface Ran {
  code: number
  out: string
  err: string
}

/** Where a run happens: its data folder and its working folder. */
export interface Place {
  dataDir: string
  cwd: string
}

const LAUNCHER = join(import.meta.dirname, '..', 'xinlu')

/** Starts a run and answers the process with its ending. */
export function startXinlu(
  words: readonly string[],
  { dataDir, cwd }: Place,
): { child: ChildProcess; ended: Promise<Ran> } {
  const { DATABASE_URL: _url, XINLU_KEK: _kek, ...env } = process.env
  const child = spawn(LAUNCHER, [...words], {
    cwd,
    env: { ...env, XINLU_DATA_DIR: dataDir, XINLU_HOST: '127.0.0.1' },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, out, err }))
  })
  return { child, ended }
}

/** Runs to the end. */
export function runXinlu(words: readonly string[], place: Place): Promise<Ran> {
  return startXinlu(words, place).ended
}
