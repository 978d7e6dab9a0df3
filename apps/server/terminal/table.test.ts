/** Tables line up although a Chinese character takes two columns. */
import { describe, expect, test } from 'vitest'
import { tableLines, widthOf } from './table.ts'

describe('tableLines', () => {
  test('columns line up, amounts to the right, words to the left', () => {
    const lines = tableLines(
      ['地方', '现行', '增减'],
      [
        ['忻府区', 138, '+36'],
        ['五台山风景名胜区', 3, '-1'],
      ],
    )
    expect(lines).toEqual([
      '  地方              现行  增减',
      '  忻府区             138   +36',
      '  五台山风景名胜区     3    -1',
    ])
    expect(new Set(lines.map(widthOf)).size).toBe(1)
  })

  test('a rare character is as wide as a common one', () => {
    expect(widthOf('𠮷满仓')).toBe(widthOf('张有田'))
    expect(widthOf('，“a”')).toBe(5)
  })
})
