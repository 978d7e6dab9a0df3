/** The matrix of field, role and door: what is expected, and what the real server does. */
import type { Column } from '@xinlu/kernel/ledgers'
import { importTargets } from '../../modules.ts'
import type { City } from '../open-city.ts'
import { expectedField, type Field, type LedgerDoor, ledgerDoors, type Worker } from './expected-field.ts'
import { foundAt } from './found-fields.ts'
import type { ShownAs } from './shown-as.ts'

/** One cell of the matrix. */
export interface Cell {
  ledger: string
  field: string
  asker: string
  door: LedgerDoor
  expected: ShownAs
  found: ShownAs
}

const codes = Object.keys(ledgerDoors) as LedgerDoor[]

/** Answers the askers who cover the village that the matrix is asked about. */
export function workersOf({ askers }: Pick<City, 'askers'>, village: number): Worker[] {
  return askers.filter((asker): asker is Worker => asker.role !== undefined && asker.places.has(village))
}

/** Answers every column of every ledger. */
export function fieldsOf(): Field[] {
  return importTargets.flatMap((target) =>
    (Object.entries(target.ledger.columns) as [string, Column][]).map(([key, column]) => ({
      target,
      key,
      column,
    })),
  )
}

/** Asks every door about every field as everybody. */
export async function fieldMatrix(city: City, workers: readonly Worker[]): Promise<Cell[]> {
  const cells: Cell[] = []
  const fields = fieldsOf()
  for (const { ledger } of importTargets)
    for (const asker of workers)
      for (const door of codes) {
        const found = await foundAt(city, asker, door, ledger.name)
        for (const field of fields.filter(({ target }) => target.ledger === ledger))
          cells.push({
            ledger: ledger.name,
            field: field.key,
            asker: asker.title,
            door,
            expected: expectedField(door, asker, field),
            found: found(field),
          })
      }
  return cells
}

/** Answers the cells in which the server does something else; where there is no value, nothing can be told. */
export function wrongCells(cells: readonly Cell[]): Cell[] {
  return cells.filter(
    ({ expected, found }) =>
      expected !== found && !(found === 'nothing' && expected !== 'refused' && expected !== 'absent'),
  )
}
