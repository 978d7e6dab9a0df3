/** Writes `db/types.ts` afresh from the migrations. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseTypes } from './database-types.ts'
import { withScratchDatabase } from './scratch-database.ts'

const text = await withScratchDatabase(async (url) => databaseTypes(url))
writeFileSync(join(import.meta.dirname, '..', 'types.ts'), text)
