/** Prints the SQL that each store runs, so that a review reads SQL and not a builder in the head. */
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  CamelCasePlugin,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { format } from 'sql-formatter'
import type { AnsweredCall, SampleRun } from '../samples.ts'

const ROOT = join(import.meta.dirname, '..', '..')

type Sample = readonly unknown[] | AnsweredCall<readonly unknown[]> | SampleRun
type Samples = Record<string, Sample>
type Store = Record<string, unknown>

/** One statement that a store runs in its sample calls. */
export interface StoreStatement {
  /** The file and the function, `modules/households/server/store/search.ts: searchPeople`. */
  source: string
  sql: string
  parameters: readonly unknown[]
}

/** Answers every statement that is printed, as it goes to the database, with the values of its sample. */
export async function storeStatements(): Promise<StoreStatement[]> {
  const statements: StoreStatement[] = []
  const add = async (file: string, store: Store, samples: Samples) => {
    for (const [name, sample] of Object.entries(samples))
      for (const { sql, parameters } of await dryRun(store[name], sample))
        statements.push({ source: `${file}: ${name}`, sql, parameters })
  }
  for (const file of sampleFiles('store.samples.ts')) {
    const storeFile = file.replace('.samples.ts', '.ts')
    await add(storeFile, await load(storeFile), (await load<{ samples: Samples }>(file)).samples)
  }
  for (const file of sampleFiles('samples.ts')) {
    const { samples } = await load<{ samples: Record<string, Samples> }>(file)
    for (const [name, calls] of Object.entries(samples)) {
      const storeFile = join(dirname(file), `${name}.ts`)
      await add(storeFile, await load(storeFile), calls)
    }
  }
  return statements
}

/**
 * Answers `path of store.sql → its text`: for every `store.ts` with `store.samples.ts` beside it (function → sample), and
 * for every folder of a server side with `samples.ts` (file → function → sample).
 */
export async function printedSql(): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const file of sampleFiles('store.samples.ts')) {
    const storeFile = file.replace('.samples.ts', '.ts')
    if (!existsSync(join(ROOT, storeFile))) throw new Error(`${file} has no store beside it`)
    const { samples } = await load<{ samples: Samples }>(file)
    texts.set(
      storeFile.replace('.ts', '.sql'),
      `${head(storeFile)}${await printedStore(file, await load(storeFile), samples)}\n`,
    )
  }
  for (const file of sampleFiles('samples.ts')) {
    const folder = dirname(file)
    const { samples } = await load<{ samples: Record<string, Samples> }>(file)
    const parts = []
    for (const [name, calls] of Object.entries(samples)) {
      const printed = await printedStore(file, await load(join(folder, `${name}.ts`)), calls)
      parts.push(`-- ${name}.ts\n\n${printed}`)
    }
    texts.set(join(folder, 'store.sql'), `${head(`the files of ${folder}`)}${parts.join('\n\n')}\n`)
  }
  return texts
}

function sampleFiles(name: string): string[] {
  return globSync(`{kernel,modules,apps}/**/server/**/${name}`, { cwd: ROOT })
    .filter((file) => !/(^|\/)(node_modules|test)\//.test(file))
    .sort()
}

async function load<T = Store>(file: string): Promise<T> {
  return (await import(join(ROOT, file))) as T
}

function head(source: string): string {
  return `-- Printed by \`npm run db\` from ${source}. Do not edit.\n\n`
}

async function printedStore(file: string, store: Store, samples: Samples): Promise<string> {
  const parts = []
  for (const [name, sample] of Object.entries(samples)) {
    if (!(name in store)) throw new Error(`${file}: no ${name} in the store`)
    const queries = await dryRun(store[name], sample).catch((error: unknown) => {
      // Where a function needs a row to go on, the sample answers it.
      throw new Error(`${file}: ${name} stopped`, { cause: error })
    })
    if (queries.length === 0) throw new Error(`${file}: ${name} ran no SQL`)
    const text = queries.map(({ sql }) => format(sql, { language: 'postgresql', keywordCase: 'lower' }))
    parts.push(`-- ${name}\n${text.join(';\n\n')};`)
  }
  return parts.join('\n\n')
}

/** Answers rows from a list, statement by statement, and none when the list is at its end. */
class AnsweringDriver extends DummyDriver {
  readonly #answers: (readonly object[])[]

  constructor(answers: readonly (readonly object[])[]) {
    super()
    this.#answers = [...answers]
  }

  override async acquireConnection() {
    return {
      executeQuery: async <R>() => ({ rows: [...(this.#answers.shift() ?? [])] as R[] }),
      async *streamQuery<R>(): AsyncIterableIterator<{ rows: R[] }> {},
    }
  }
}

async function dryRun(call: unknown, sample: Sample): Promise<CompiledQuery[]> {
  const queries: CompiledQuery[] = []
  const answers = 'answers' in sample ? sample.answers : []
  const tx = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new AnsweringDriver(answers),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: (event) => {
      queries.push(event.query)
    },
  })
  if (typeof sample === 'function') await sample(tx)
  else if (typeof call === 'function') await call(tx, ...('answers' in sample ? sample.args : sample))
  return queries
}
