/** What the state of the server stands for is told in words; what is a bug stays one. */
import pg from 'pg'
import { expect, test } from 'vitest'
import { problemOf } from './problem-of.ts'

function refusedWith(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError('told by PostgreSQL', 0, 'error')
  error.code = code
  return error
}

test.each([
  ['a transaction that idled too long', '25P03'],
  ['no memory', '53200'],
  ['too many connections', '53300'],
  ['shut down', '57P01'],
  ['died with another process', '57P02'],
  ['starting up after a crash', '57P03'],
  ['a session that idled too long', '57P05'],
])('%s is busy, to be sent again', (_what, code) => {
  expect(problemOf(refusedWith(code), {})).toMatchObject({ status: 503, code: 'commands.busy' })
})

test.each([
  'Client has encountered a connection error and is not queryable',
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
])('“%s” is busy, to be sent again', (message) => {
  expect(problemOf(new Error(message), {})).toMatchObject({ status: 503 })
})

test('a pipe that broke while a statement was being sent is busy too', () => {
  const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
  expect(problemOf(error, {})).toMatchObject({ status: 503 })
})

test('a full disk is told as such, and a bug is none of these', () => {
  expect(problemOf(refusedWith('53100'), {})).toMatchObject({ status: 507 })
  expect(problemOf(refusedWith('42P01'), {})).toBeUndefined()
  expect(problemOf(new Error('undefined is not a function'), {})).toBeUndefined()
})
