import { describe, expect, test } from 'vitest'
import { day, divisionCode, type Result } from '../basis/index.ts'
import { planMerge, planMove, planRename, planSplit, type ChangePlan } from './plan-change.ts'
import { place, testTree, today } from './test/places.ts'

const tree = testTree()
const order = { effectiveOn: day('2023-05-01'), document: '云政函〔2023〕12号', today }
const codesOf = (planned: Result<ChangePlan>) => (planned.ok ? [] : planned.reasons.map((why) => why.code))

describe('merge', () => {
  test('a village joins another', () => {
    const planned = planMerge(tree, { ...order, from: place.xipo, to: place.fanshigou })
    expect(planned).toEqual({
      ok: true,
      value: {
        add: [],
        rename: [],
        close: [{ code: place.xipo, mergedInto: place.fanshigou }],
        changes: [
          {
            kind: 'merge',
            from: place.xipo,
            to: place.fanshigou,
            fromName: '西坡村委会',
            toName: '繁峙沟村委会',
          },
        ],
      },
    })
  })

  test('a township joins another only when its villages find free codes, and every obstacle is named', () => {
    const planned = planMerge(tree, { ...order, from: place.nangou, to: place.liulin })
    expect(codesOf(planned)).toEqual(['divisions.code-taken'])
    expect(!planned.ok && planned.reasons[0]?.message).toContain('繁峙沟村委会')
  })

  test('a merged township brings its villages', () => {
    const free = testTree({
      [place.fanshigou]: { validTo: day('2023-01-01'), mergedInto: place.shangzhuang },
    })
    const planned = planMerge(free, { ...order, from: place.nangou, to: place.liulin })
    const moved = divisionCode('149921100203')
    expect(planned.ok && planned.value.add.map((each) => [each.code, each.name])).toEqual([
      [moved, '上庄村委会'],
    ])
    expect(planned.ok && planned.value.changes.map((each) => [each.kind, each.from, each.to])).toEqual([
      ['move', place.shangzhuang, moved],
      ['merge', place.nangou, place.liulin],
    ])
  })

  test('never across counties, and says what to do instead', () => {
    const planned = planMerge(tree, { ...order, from: place.dongpo, to: divisionCode('149922100201') })
    expect(codesOf(planned)).toEqual(['divisions.cross-county'])
    expect(!planned.ok && planned.reasons[0]?.message).toMatch(/迁出.*迁入/)
  })

  test('all reasons at once', () => {
    const planned = planMerge(tree, {
      from: place.dongpo,
      to: place.shilingTown,
      effectiveOn: day('2023-07-01'),
      document: ' ',
      today,
    })
    expect(codesOf(planned).sort()).toEqual([
      'divisions.cross-county',
      'divisions.document',
      'divisions.level',
      'divisions.not-yet',
    ])
  })

  test('an abolished or unknown place is refused with its successor', () => {
    const changed = testTree({ [place.xipo]: { validTo: day('2022-01-01'), mergedInto: place.dongpo } })
    const planned = planMerge(changed, { ...order, from: place.xipo, to: divisionCode('149921100299') })
    expect(codesOf(planned)).toEqual(['divisions.abolished', 'divisions.unknown'])
    expect(!planned.ok && planned.reasons[0]?.message).toContain('河湾县/柳林镇/东坡村委会')
  })

  test('counties are not merged here', () => {
    expect(codesOf(planMerge(tree, { ...order, from: place.hewan, to: place.shiling }))).toContain(
      'divisions.level',
    )
  })
})

describe('move', () => {
  test('a township that becomes a town takes its villages along', () => {
    const to = divisionCode('149921101')
    const planned = planMove(tree, { ...order, from: place.nangou, to, name: '南沟镇', kind: '镇' })
    expect(planned.ok && planned.value.add).toMatchObject([
      { code: to, name: '南沟镇', kind: '镇' },
      { code: divisionCode('149921101201'), name: '繁峙沟村委会', urbanRural: '220' },
      { code: divisionCode('149921101203'), name: '上庄村委会' },
    ])
    expect(planned.ok && planned.value.close.map((each) => each.code)).toEqual([
      place.fanshigou,
      place.shangzhuang,
      place.nangou,
    ])
  })

  test('a code is used once for ever, and its parent must exist', () => {
    expect(codesOf(planMove(tree, { ...order, from: place.xipo, to: place.fanshigou }))).toEqual([
      'divisions.code-taken',
    ])
    expect(codesOf(planMove(tree, { ...order, from: place.xipo, to: divisionCode('149921300201') }))).toEqual(
      ['divisions.unknown'],
    )
    expect(codesOf(planMove(tree, { ...order, from: place.xipo, to: place.xipo }))).toContain(
      'divisions.same-code',
    )
  })
})

test('a split adds a place and moves nothing', () => {
  const to = divisionCode('149921100203')
  const planned = planSplit(tree, { ...order, from: place.dongpo, to, name: '东坡新村社区', kind: '社区' })
  expect(planned.ok && planned.value).toMatchObject({
    add: [{ code: to, name: '东坡新村社区', kind: '社区' }],
    close: [],
    changes: [{ kind: 'split', from: place.dongpo, to }],
  })
  expect(codesOf(planSplit(tree, { ...order, from: place.dongpo, to, name: ' ' }))).toEqual([
    'divisions.name',
  ])
})

test('a rename keeps the code and both names', () => {
  const planned = planRename(tree, { ...order, from: place.liulin, name: ' 柳林街道 ', kind: '街道' })
  expect(planned.ok && planned.value).toEqual({
    add: [],
    close: [],
    rename: [{ code: place.liulin, name: '柳林街道', kind: '街道' }],
    changes: [
      { kind: 'rename', from: place.liulin, to: place.liulin, fromName: '柳林镇', toName: '柳林街道' },
    ],
  })
  expect(codesOf(planRename(tree, { ...order, from: place.liulin, name: '柳林镇' }))).toEqual([
    'divisions.same-name',
  ])
})

test('a change cannot be older than the place', () => {
  const early = { ...order, effectiveOn: day('2019-01-01'), from: place.liulin, name: '柳树镇' }
  expect(codesOf(planRename(tree, early))).toEqual(['divisions.too-early'])
})
