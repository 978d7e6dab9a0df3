import { expect, test } from 'vitest'
import { day, divisionCode } from '../basis/index.ts'
import { place, testTree, today } from './test/places.ts'

const merged = testTree({
  [place.xipo]: { validTo: day('2022-03-01'), mergedInto: place.dongpo },
  [place.dongpo]: { validTo: day('2023-03-01'), mergedInto: place.fanshigou },
  [place.shangzhuang]: { validTo: day('2023-01-01') },
})

test('children come in order, abolished ones only without a day', () => {
  expect(merged.childrenOf(place.liulin).map((child) => child.code)).toEqual([place.dongpo, place.xipo])
  expect(merged.childrenOf(place.liulin, day('2022-03-01')).map((child) => child.code)).toEqual([
    place.dongpo,
  ])
  expect(merged.childrenOf(place.liulin, day('2022-02-28'))).toHaveLength(2)
  expect(merged.childrenOf(place.dongpo)).toEqual([])
  expect(merged.roots().map((root) => root.name)).toEqual(['云州市'])
})

test('a path begins at the county', () => {
  expect(merged.pathName(place.dongpo)).toBe('河湾县/柳林镇/东坡村委会')
  expect(merged.pathName(place.hewan)).toBe('河湾县')
  expect(merged.pathName(place.city)).toBe('云州市')
  expect(merged.pathName(divisionCode('999999'))).toBe('999999000000')
})

test('the current place is found along merges, but only those in effect', () => {
  expect(merged.currentOf(place.xipo, day('2022-02-28'))).toBe(place.xipo)
  expect(merged.currentOf(place.xipo, day('2022-03-01'))).toBe(place.dongpo)
  expect(merged.currentOf(place.xipo, today)).toBe(place.fanshigou)
  expect(merged.currentOf(place.shangzhuang, today)).toBe(place.shangzhuang)
  expect(merged.currentOf(divisionCode('999999'), today)).toBe(999999000000)
  expect(merged.scopeOf(place.xipo, today)).toEqual({ lo: place.fanshigou, hi: place.fanshigou + 1 })
})

test('all codes that lie at a place today are known', () => {
  expect(merged.codesOf(place.fanshigou, today)).toEqual([place.dongpo, place.xipo, place.fanshigou])
  expect(merged.codesOf(place.xipo, today)).toEqual([])
})

test('merges in a circle are a bug, not an endless loop', () => {
  const circle = testTree({
    [place.xipo]: { validTo: today, mergedInto: place.dongpo },
    [place.dongpo]: { validTo: today, mergedInto: place.xipo },
  })
  expect(() => circle.currentOf(place.xipo, today)).toThrow('circle')
})

test('get answers or throws', () => {
  expect(merged.get(place.hewan).name).toBe('河湾县')
  expect(() => merged.get(divisionCode('999999'))).toThrow('Unknown division')
  expect(merged.find(divisionCode('999999'))).toBeUndefined()
})
