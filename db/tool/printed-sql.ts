/** Prints the SQL that each store runs, so that a review reads SQL and not a builder in the head. */
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
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

const ROOT = join(import.meta.dirname, '..', '..')

/** A store's sample calls: function name → the arguments after the transaction. */
type Samples = Record<string, readonly unknown[]>

/** Answers `path of store.sql → its text` for every store that has samples beside it (`store.samples.ts`). */
export async function printedSql(): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const file of globSync('{kernel,modules,apps}/**/server/**/store.samples.ts', { cwd: ROOT }).sort()) {
    if (file.includes('node_modules')) continue
    const storeFile = file.replace('.samples.ts', '.ts')
    if (!existsSync(join(ROOT, storeFile))) throw new Error(`${file} has no store beside it`)
    const store = (await import(join(ROOT, storeFile))) as Record<string, (...args: unknown[]) => unknown>
    const { samples } = (await import(join(ROOT, file))) as { samples: Samples }
    const parts = []
    for (const [name, args] of Object.entries(samples)) parts.push(await printed(name, store[name], args))
    texts.set(
      storeFile.replace('.ts', '.sql'),
      `-- Printed by \`npm run db\` from ${storeFile}. Do not edit.\n\n${parts.join('\n\n')}\n`,
    )
  }
  return texts
}

async function printed(
  name: string,
  call: ((...args: unknown[]) => unknown) | undefined,
  args: readonly unknown[],
): Promise<string> {
  if (!call) throw new Error(`store.samples: no function ${name} in the store`)
  const queries: CompiledQuery[] = []
  const tx = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: (event) => {
      queries.push(event.query)
    },
  })
  // The dry run answers no rows; a function that needs one to go on stops there, and what it asked is printed.
  await Promise.resolve()
    .then(() => call(tx, ...args))
    .catch(() => {})
  if (queries.length === 0) throw new Error(`store.samples: ${name} ran no SQL`)
  const text = queries
    .map((query) => format(query.sql, { language: 'postgresql', keywordCase: 'lower' }))
    .join(';\n\n')
  return `-- ${name}\n${text};`
}
