import { expect, test } from 'vitest'
import { defineProblem, definedProblems, Problem, toProblemDetails } from './problem.ts'
import { reason } from './result.ts'

const locked = defineProblem(
  409,
  'basis-test.locked',
  (args: { since: string }) => `已于${args.since}锁定，请联系管理员。`,
)

test('a factory makes a problem with its sentence, status and code', () => {
  const problem = locked({ since: '2023-06-01' })
  expect(problem).toBeInstanceOf(Problem)
  expect(problem).toMatchObject({
    status: 409,
    code: 'basis-test.locked',
    detail: '已于2023-06-01锁定，请联系管理员。',
  })
  expect([locked.status, locked.code]).toEqual([409, 'basis-test.locked'])
})

test('details follow RFC 9457, and extra members never replace a standard one', () => {
  const why = reason('a.b', '错。')
  const details = toProblemDetails(
    locked({ since: '今天' }, { extra: { ver: 3, status: 200 }, reasons: [why] }),
  )
  expect(details).toEqual({
    type: 'urn:xinlu:problem:basis-test.locked',
    title: '与现有内容冲突',
    status: 409,
    detail: '已于今天锁定，请联系管理员。',
    code: 'basis-test.locked',
    reasons: [why],
    ver: 3,
  })
  expect(toProblemDetails(locked({ since: '今天' }))).not.toHaveProperty('reasons')
})

test('a code is unique, dotted and has an error status', () => {
  expect(() => defineProblem(404, 'basis-test.locked', () => '。')).toThrow('already defined')
  expect(() => defineProblem(404, 'notDotted', () => '。')).toThrow('kebab.dotted')
  expect(() => defineProblem(200, 'basis-test.fine', () => '。')).toThrow('status 200')
})

test('the catalogue lists what was defined', () => {
  expect(definedProblems()).toContainEqual({ code: 'basis-test.locked', status: 409 })
})
