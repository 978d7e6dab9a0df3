/** Runs one piece of work in a process of its own, so that the memory measured is the memory of the work. */
import { fork } from 'node:child_process'
import type { House } from '../database/open-house.ts'
import type { BenchLine } from './measure.ts'
import type { ChildAnswer, ChildTask } from './child-task.ts'

/** How the commands of package.json start node, `npm run xinlu` among them: a small nursery, for long streams of rows. */
const FLAGS = ['--max-semi-space-size=4']

/** Runs the task of the child in a fresh process on the same database; throws what goes wrong there. */
export async function inChild<T extends ChildTask>(
  { house, dataDir }: { house: House; dataDir: string },
  task: T,
): Promise<ChildAnswer> {
  const child = fork(new URL('./child-process.ts', import.meta.url), [], {
    execArgv: FLAGS,
    serialization: 'advanced',
  })
  return new Promise((resolve, reject) => {
    child.once('message', (answer: ChildAnswer) => resolve(answer))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${task.kind}: the process ended with ${code}`)))
    child.send({ task, dataDir, adminUrl: house.adminUrl })
  })
}

/** Makes a line of the table of what a child answered. */
export function childLine(name: string, answer: ChildAnswer, more: Partial<BenchLine> = {}): BenchLine {
  const { ms, rows, rss, databaseRss } = answer
  const database = databaseRss === undefined ? '' : `database ${Math.round(databaseRss)} MB`
  const note = [more.note, database].filter(Boolean).join(', ')
  return { name, ms, runs: 1, rows, rss, ...more, note }
}
