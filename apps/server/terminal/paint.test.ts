/** Colours stand only where a terminal shows them, and never change the text. */
import { stripVTControlCharacters } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { painted } from './paint.ts'

afterEach(() => vi.unstubAllEnvs())

const lines = [
  '     ✓ 已成立',
  '✗ 不成立',
  '注意 磁盘快满',
  '不行 没有校验',
  '1. 收入骤减  〔黄·风险·乡村振兴局〕',
  '   依据：某文件',
  '平常的一行',
]

describe('painted', () => {
  test('a pipe gets the line as it was', () => {
    vi.stubEnv('NO_COLOR', '1')
    expect(lines.map(painted)).toEqual(lines)
  })

  test('a terminal gets colours around the same text', () => {
    vi.stubEnv('FORCE_COLOR', '1')
    const shown = lines.map(painted)
    expect(shown.map(stripVTControlCharacters)).toEqual(lines)
    expect(shown.map((line, at) => line !== lines[at])).toEqual([true, true, true, true, true, true, false])
  })
})
