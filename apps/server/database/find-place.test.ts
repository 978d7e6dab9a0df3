import { expect, test } from 'vitest'
import { day, divisionCode, levelOf, parentOf } from '@xinlu/kernel/basis'
import { DivisionTree } from '@xinlu/kernel/divisions'
import { placeFinder } from './find-place.ts'

const village = (digits: string, name: string, validTo: string | null = null) => {
  const code = divisionCode(digits)
  const parent = parentOf(code)
  const to = validTo === null ? undefined : day(validTo)
  return {
    code,
    parent,
    level: levelOf(code),
    name,
    kind: '',
    pinyin: '',
    initials: '',
    validFrom: day('2020-01-01'),
    validTo: to,
  }
}
const tree = new DivisionTree([
  village('149901', '云山县'),
  village('149901101', '柳林镇'),
  village('149901101201', '上柳村委会'),
  village('149901101202', '541社区居民委员会'),
  village('149901101203', '旧庄村', '2022-01-01'),
] as never)
const find = placeFinder(tree, day('2023-06-30'))

test.each([
  ['上柳村', '149901101201'],
  ['柳林镇/上柳村委会', '149901101201'],
  ['541社区', '149901101202'],
  ['149901101201', '149901101201'],
  ['149901101', '149901101'],
])('%s is found', (text, code) => {
  expect(find(text)).toMatchObject({ ok: true, value: divisionCode(code) })
})

test.each([
  ['上桃村', 'place.unknown'],
  ['149901101999', 'place.unknown'],
  ['149901101203', 'place.abolished'],
  ['14990110120', 'division-code.form'],
])('%s is refused as %s', (text, code) => {
  expect(find(text)).toMatchObject({ ok: false, reasons: [{ code }] })
})
