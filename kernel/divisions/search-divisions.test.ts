import { expect, test } from 'vitest'
import { scopeOf } from '../basis/index.ts'
import { searchDivisions } from './search-divisions.ts'
import { place, testTree, today } from './test/places.ts'

const tree = testTree({ [place.xipo]: { validTo: today, mergedInto: place.dongpo } })
const codes = (typed: string, within?: { lo: number; hi: number }) =>
  searchDivisions(tree, typed, within ? { on: today, within } : { on: today }).map(
    (found) => found.division.code,
  )

test.each([
  ['a name', '河湾县', [place.hewan]],
  ['the beginning of a name', '柳林', [place.liulin]],
  ['a piece of a name', '湾', [place.hewan]],
  ['initials', 'hwx', [place.hewan]],
  ['initials in capitals', 'LLZ', [place.liulin]],
  ['the beginning of pinyin', 'nango', [place.nangou]],
  ['local reading', 'fanshi', [place.fanshigou]],
  ['nothing', '  ', []],
  ['a stranger', '天津', []],
])('%s', (_, typed, expected) => {
  expect(codes(typed)).toEqual(expected)
})

test('the first digits of a code find the place and what lies in it, higher levels first', () => {
  expect(codes('149921')).toEqual([
    place.hewan,
    place.liulin,
    place.nangou,
    place.dongpo,
    place.fanshigou,
    place.shangzhuang,
    place.xipo,
  ])
})

test('a scope limits, a limit cuts', () => {
  expect(codes('东坡')).toEqual([place.dongpo, 149922100201])
  expect(codes('东坡', scopeOf(place.shiling))).toEqual([149922100201])
  expect(searchDivisions(tree, '14', { on: today, limit: 2 })).toHaveLength(2)
})

test('an abolished place comes last and says where it went', () => {
  const found = searchDivisions(tree, '坡村', { on: today })
  expect(found.map((each) => [each.division.code, each.abolished])).toEqual([
    [place.dongpo, false],
    [149922100201, false],
    [place.xipo, true],
  ])
  expect(found[2]).toMatchObject({ current: place.dongpo, path: '河湾县/柳林镇/西坡村委会' })
})
