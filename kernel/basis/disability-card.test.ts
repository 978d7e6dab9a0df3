import { expect, test } from 'vitest'
import { day } from './day.ts'
import { parseDisabilityCard, personKeyOf } from './disability-card.ts'

const today = day('2023-06-01')
const holder = '11010519491231002X'
const read = (input: unknown) => parseDisabilityCard(input, { today })

test('a card tells its holder, kind and grade', () => {
  expect(read(`${holder}43`)).toMatchObject({
    ok: true,
    value: { value: `${holder}43`, kind: 4, grade: 3, citizenId: { value: holder, born: '1949-12-31' } },
  })
  expect(read(`${holder}43`)).not.toHaveProperty('value.reissue')
})

test.each([['B1'], ['02'], ['b1']])('a re-issued card ends in %s', (reissue) => {
  expect(read(holder + '71' + reissue)).toMatchObject({
    ok: true,
    value: { kind: 7, reissue: reissue.toUpperCase() },
  })
})

test('a card is repaired like an identity number', () => {
  const answer = read(` 11010519491231002x43`)
  expect(answer).toMatchObject({ ok: true, value: { value: `${holder}43` } })
  expect(answer.ok && answer.notes?.map((note) => note.code)).toEqual([
    'citizen-id.blanks',
    'citizen-id.lower-x',
  ])
})

test.each([
  [holder, ['disability-card.length']],
  [`${holder}4`, ['disability-card.length']],
  [`${holder}83`, ['disability-card.kind']],
  [`${holder}05`, ['disability-card.kind', 'disability-card.grade']],
  [`${holder}43C1`, ['disability-card.reissue']],
  ['11010519491231002143', ['citizen-id.check-digit']],
  ['', ['citizen-id.blank']],
  [11010519491231002143, ['citizen-id.number-cell']],
])('%s is refused as %s', (input, expected) => {
  const answer = read(input)
  expect(answer.ok ? [] : answer.reasons.map((why) => why.code)).toEqual(expected)
})

test('one person has one key', () => {
  const keys = [
    holder,
    holder.toLowerCase(),
    '110105491231002',
    `${holder}43`,
    `${holder}43B1`,
    ` ${holder}`,
  ].map(personKeyOf)
  expect(new Set(keys)).toEqual(new Set([holder]))
  expect(personKeyOf('110105194912310021')).toBeUndefined()
  expect(personKeyOf(110105491231002)).toBeUndefined()
})
