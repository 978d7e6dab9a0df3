/** A stored file: a photo, a signed page. */
import { parseId, type Id } from '../../basis/index.ts'
import { makeColumn, type Column, type ColumnOptions } from '../column.ts'

/**
 * Declares a file column; its value is the id under which the file is stored. Sheets can't carry files, so a template
 * leaves the column out.
 *
 * @example file('村公示照片')
 */
export function file<R extends boolean = false>(
  label: string,
  options: ColumnOptions<R> = {},
): Column<Id<'file'>, NoInfer<R>> {
  return makeColumn(label, options, {
    kind: 'file',
    sqlType: 'uuid',
    parse: (given) => parseId<'file'>(given),
    text: (value) => value,
  })
}
