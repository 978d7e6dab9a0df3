/** A record of another ledger. */
import { parseId, textOf, trimBlanks, type Id } from '../../basis/index.ts'
import type { Result } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/** `to` is the ledger's name. */
export interface ReferenceOptions<K extends string, R extends boolean> extends ColumnOptions<R> {
  to: K
}

/**
 * Declares a reference; an id is read, or what people call the record when the reader can look it up.
 *
 * @example reference('所属项目', { to: 'funds.project', required: true })
 */
export function reference<K extends string, R extends boolean = false>(
  label: string,
  options: ReferenceOptions<K, R>,
): Column<Id<K>, NoInfer<R>> {
  return makeColumn(label, options, {
    kind: 'reference',
    sqlType: 'uuid',
    parse(given, context): Result<Id<K>> {
      const byId = parseId<K>(given)
      if (byId.ok || !context.reference) return byId
      // The reader answers ids of the ledger it was asked for.
      return context.reference(options.to, trimBlanks(textOf(given))) as Result<Id<K>>
    },
    text: (value) => value,
  })
}
