import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '../../../basis/index.ts'
import type { Cell, PlainCell } from '../../cell.ts'
import { packRows, unpackRows } from './pack-rows.ts'

const text = fc.string({ unit: 'binary' })
const plain: fc.Arbitrary<PlainCell> = fc.oneof(
  fc.constant<PlainCell>({ kind: 'empty' }),
  text.map((one): PlainCell => ({ kind: 'text', text: one })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value): PlainCell => ({ kind: 'number', value: value + 0, written: String(value) })),
  fc
    .bigInt({ min: 10n ** 17n, max: 10n ** 18n })
    .map((id): PlainCell => ({ kind: 'number', value: Number(id), written: String(id) })),
  fc.constantFrom<PlainCell>(
    { kind: 'date', day: day('2026-11-24') },
    { kind: 'date', day: day('2026-11-24'), time: '08:00:00' },
  ),
  fc.boolean().map((value): PlainCell => ({ kind: 'boolean', value })),
  text.map((one): PlainCell => ({ kind: 'error', text: one })),
)
const cell: fc.Arbitrary<Cell> = fc.oneof(
  plain,
  fc.record({ kind: fc.constant('formula' as const), formula: text, cached: plain }),
)

test('rows come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ n: fc.nat(), cells: fc.array(cell) })), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows)
    }),
  )
})
