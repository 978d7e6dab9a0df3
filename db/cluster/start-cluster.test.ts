/** A PostgreSQL that dies comes back at its address; one that was told to stop stays away. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from './index.ts'
import { isAlive } from './is-alive.ts'

let cluster: Cluster
const dir = mkdtempSync(join(tmpdir(), 'xinlu-cluster-test-'))

beforeAll(async () => {
  cluster = await startCluster({ dir })
})
afterAll(async () => {
  await cluster.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function ask(text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster.adminUrl })
  try {
    await client.connect()
    return (await client.query(text)).rows[0]
  } finally {
    await client.end()
  }
}

const postmaster = () => Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

async function untilItAnswers(): Promise<void> {
  while (!(await ask('select 1').catch(() => undefined))) await new Promise((then) => setTimeout(then, 50))
}

test('killed, it is there again with all that was committed', async () => {
  await ask('create table kept (n int)')
  await ask('insert into kept values (7)')
  const before = postmaster()
  process.kill(before, 'SIGKILL')
  while (isAlive(before)) await new Promise((then) => setTimeout(then, 20))
  await untilItAnswers()
  expect(postmaster()).not.toBe(before)
  expect(await ask('select n from kept')).toEqual({ n: 7 })
})

test('a second opening shares it and does not stop it', async () => {
  const other = await startCluster({ dir })
  expect(other.adminUrl).toBe(cluster.adminUrl)
  await other.stop()
  expect(await ask('select 1 as one')).toEqual({ one: 1 })
})

test('told to stop by somebody else, it is left alone', async () => {
  const pid = postmaster()
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await new Promise((then) => setTimeout(then, 20))
  // Several looks pass.
  await new Promise((then) => setTimeout(then, 1000))
  await expect(ask('select 1')).rejects.toThrow('ECONNREFUSED')
})
