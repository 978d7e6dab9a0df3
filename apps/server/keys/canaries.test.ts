/** A hundred numbers of each kind through every door, and then nowhere on the disk in the clear. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import yazl from 'yazl'
import { buffer } from 'node:stream/consumers'
import { type Cluster, startCluster } from '@xinlu/db/cluster'
import { newId } from '@xinlu/kernel/basis'
import { people, type PersonName, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import { writeWorkbook } from '@xinlu/kernel/exchange/server'
import { writeBackup } from '../backup/write-backup.ts'
import { startXinlu } from '../cli/test/run-xinlu.ts'
import { type House, openHouse } from '../database/open-house.ts'
import { buildDesk } from '../desk.ts'
import { buildServer } from '../http/build-server.ts'
import { examplePath, files } from '../main-job/test/example-files.ts'
import { sheetTexts } from '../main-job/test/sheets.ts'
import { openModules } from '../open-modules.ts'
import { canaries, canaryCards, canaryIds, canaryPhones } from './test/canaries.ts'
import { findCanaries, lookInto } from './test/find-canaries.ts'
import { listToldColumns } from './sealed-places.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-canaries-'))
const inner = (name: string) => join(dir, name)
// What people have on their own machines; everything else on this disk is ours.
const outside = inner('senders')
const ours = ['data', 'tmp', 'log', 'backup'].map(inner)

let cluster: Cluster
let house: House
let app: FastifyInstance
let owner: pg.Client
let settled: () => Promise<void>
const lines: string[] = []
const used = { ids: 0, phones: 0, cards: 0 }
const anId = () => canaryIds[used.ids++ % 100]!
const aPhone = () => canaryPhones[used.phones++ % 100]!
const aCard = () => canaryCards[used.cards++ % 100]!

beforeAll(async () => {
  for (const folder of [outside, ...ours.slice(0, 3)]) mkdirSync(folder)
  vi.stubEnv('TMPDIR', inner('tmp'))
  const settings = { logging_collector: 'on', log_min_messages: 'info', log_directory: 'log' }
  cluster = await startCluster({ dir: inner('data'), settings })
  house = await openHouse({ dataDir: inner('data'), databaseUrl: undefined })
  await settleTestCity(house.database)
  owner = new pg.Client({ connectionString: house.adminUrl })
  await owner.connect()
  await owner.query(`update access.setting set value = 0 where key = 'secondFactor.required'`)
  await owner.query(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, '测试')`)
  const { modules, checks } = await openModules(house, { dataDir: inner('data') })
  settled = checks.settled
  app = await buildServer({
    desk: buildDesk(house, modules),
    modules,
    behindTls: false,
    log: 'info',
    // A slow machine must not turn these requests away.
    lag: () => 0,
    logTo: { write: (line) => void lines.push(line) },
  })
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await app?.close()
  await owner?.end()
  await house?.close()
  await cluster?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const post = (url: string, payload: object, cookie = '') =>
  app.inject({ method: 'POST', url: `/api${url}`, payload, headers: cookie === '' ? {} : { cookie } })

async function signIn(who: PersonName): Promise<string> {
  const answer = await post('/session/sign-in', { login: people[who].login, password: testPassword })
  expect({ status: answer.statusCode, code: answer.json().code }).toEqual({ status: 200, code: undefined })
  return `xinlu_session=${answer.cookies[0]!.value}`
}

async function sendFile(cookie: string, path: string, name: string, fields: Record<string, string>) {
  const boundary = 'xinlu-canaries'
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    readFileSync(path),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const headers = { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` }
  const answer = await app.inject({ method: 'POST', url: '/api/exchange/upload', payload, headers })
  await settled()
  return answer
}

// A sender's file with canaries in its columns of numbers.
async function canaryBook(ledger: string, change: (cells: string[], titles: string[], nth: number) => void) {
  const file = files.find((one) => one.ledger === ledger)!
  const texts = await sheetTexts(examplePath(file.sender, file.file))
  const head = texts.findIndex((row) => row.filter((cell) => cell !== '').length > 4)
  const titles = texts[head]!
  const rows = texts.slice(head + 1).map((row, nth) => {
    const cells = titles.map((_, at) => row[at] ?? '')
    change(cells, titles, nth)
    return { values: cells }
  })
  const path = join(outside, `${ledger}.xlsx`)
  const columns = titles.map((title) => ({ title, format: 'id' as const }))
  await writeWorkbook({ sheetName: '名单', columns, rows }, path)
  return { path, period: file.period }
}

const put = (cells: string[], titles: string[], title: string, value: string) => {
  const at = titles.indexOf(title)
  if (at < 0) throw new Error(`no column ${title}`)
  cells[at] = value
}

describe('through the doors', () => {
  test('sign-in, with a number where the name or the password belongs', async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      await post('/session/sign-in', { login: anId().toLowerCase(), password: aPhone() })
      await post('/session/sign-in', { login: 'wangqiang', password: anId() })
      await post(`/session/sign-in?id=${anId()}`, { login: aPhone(), password: aCard(), more: anId() })
    }
    await owner.query('update access.account set failures = 0, locked_until = null')
    await owner.query('delete from access.sign_in_attempt')
    const cookie = await signIn('县专班·王强')
    for (const asked of [{ code: aCard() }, { name: anId() }, { code: aCard(), phone: aCard() }])
      await post('/households/search-households', asked, cookie)
    // From here on the database writes every statement with its values into its log: the least careful one there is.
    // Not before: what somebody types into a field for a name or a code is looked up as it was typed, and such a
    // database would write it down, which is why the doctor speaks of it.
    await owner.query(`alter system set log_statement = 'all'`)
    await owner.query('select pg_reload_conf()')
  })

  test('acts and asks, right and wrong ones', async () => {
    const cookie = await signIn('县专班·王强')
    const registered = []
    for (let nth = 0; nth < 12; nth += 1) {
      const household = newId()
      const body = {
        command: newId(),
        household,
        division: 149901101201,
        kind: 'formerPoor',
        phone: aPhone(),
        head: {
          id: newId(),
          name: `金丝${'甲乙丙丁戊己庚辛壬癸子丑'[nth]}`,
          idNumber: anId(),
          phone: aPhone(),
        },
        onDay: '2023-06-30',
        overrides: [] as object[],
      }
      const asked = await post('/households/register-household', body, cookie)
      const { doubts = [] } = asked.json() as { doubts?: { rule: string; mark: string; person?: string }[] }
      body.overrides = doubts.map(({ rule, mark, person }) => ({ rule, mark, person, reason: '已经核对' }))
      const answer = await post('/households/register-household', body, cookie)
      registered.push(answer.statusCode === 200 ? 200 : answer.body)
      // The same command with other content is kept for a person, and a broken one is refused.
      await post('/households/register-household', { ...body, phone: aPhone() }, cookie)
      await post(
        '/households/register-household',
        { ...body, command: newId(), phone: `${aPhone()}8` },
        cookie,
      )
      await post('/households/register-household', { ...body, command: anId(), county: aCard() }, cookie)
    }
    expect(registered.filter((status) => status === 200).length).toBeGreaterThan(5)
    for (const [field, value] of [
      ['idNumber', anId()],
      ['phone', aPhone()],
      ['nothing', anId()],
    ] as const)
      await post('/households/search-households', { [field]: value }, cookie)
    const { rows } = await owner.query(
      `select county, id, ver from households.person where name like '金丝%' order by id limit 4`,
    )
    const revealed: number[] = []
    for (const { county, id, ver } of rows) {
      const old = { county, person: id, ver, reason: '号码登记错了' }
      const corrected = await post(
        '/households/correct-identity',
        { command: newId(), ...old, idNumber: anId(), phone: aPhone() },
        cookie,
      )
      expect([200, 422]).toContain(corrected.statusCode)
      for (const field of ['idNumber', 'phone']) {
        const asked = { subject: id, field, reason: 'verify' }
        revealed.push((await post('/households/reveal-person', asked, cookie)).statusCode)
      }
    }
    await app.inject({
      method: 'GET',
      url: `/api/households/${anId()}?phone=${aPhone()}`,
      headers: { cookie },
    })
    await app.inject({
      method: 'POST',
      url: '/api/households/search-households',
      payload: `{"idNumber":"${anId()}`,
      headers: { cookie, 'content-type': 'application/json' },
    })
  })

  test('imports: good rows, refused rows, numbers in wrong columns, the error workbook', async () => {
    const cookie = await signIn('县专班·王强')
    const roster = await canaryBook('脱贫人口和监测对象名单', (cells, titles, nth) => {
      if (nth < 50) put(cells, titles, '证件号码', anId())
      if (nth < 50) put(cells, titles, '人联系电话', aPhone())
      if (nth < 50) put(cells, titles, '户联系电话', aPhone())
      if (nth % 10 === 1) put(cells, titles, '民族', anId())
      if (nth % 10 === 2) put(cells, titles, '姓名', anId())
      if (nth % 10 === 3) put(cells, titles, '证件号码', `${anId()}9`)
      if (nth % 10 === 4) put(cells, titles, '人联系电话', aCard())
      if (nth % 10 === 5) put(cells, titles, '首次识别时间', aPhone())
      if (nth % 10 === 6) put(cells, titles, '人均纯收入', aCard())
    })
    const name = `名单_${anId()}_${aPhone()}.xlsx`
    const fields = { ledger: 'households.person', period: roster.period, purpose: '动态监测' }
    const sent = await sendFile(cookie, roster.path, name, fields)
    expect(sent).toMatchObject({ statusCode: 200 })
    const { batch } = sent.json()
    const view = (await post('/exchange/get-import', { batch }, cookie)).json()
    expect(view).toMatchObject({ state: 'previewed' })
    expect(view.counts.error).toBeGreaterThan(5)
    expect(view.counts.new).toBeGreaterThan(5)
    await post('/exchange/list-rows', { batch, verdict: 'error' }, cookie)
    const errors = await app.inject({
      method: 'GET',
      url: `/api/exchange/errors?batch=${batch}`,
      headers: { cookie },
    })
    expect(errors.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect((await lookInto('errors', errors.rawPayload)).length).toBeGreaterThan(0)
    expect((await post('/exchange/commit-import', { command: newId(), batch }, cookie)).statusCode).toBe(200)
    await sendFile(cookie, roster.path, name, { ...fields, period: anId() })
    writeFileSync(
      join(outside, 'broken.xlsx'),
      Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from(canaries.join())]),
    )
    await sendFile(cookie, join(outside, 'broken.xlsx'), 'broken.xlsx', fields)
    writeFileSync(join(outside, 'odd.csv'), `证件号码,${anId()}\n"${anId()}\n${aPhone()},${aCard()}`)
    await sendFile(cookie, join(outside, 'odd.csv'), 'odd.csv', fields)
    await sendFile(cookie, join(outside, 'odd.csv'), 'odd.csv', { ledger: anId(), purpose: 'x' })
  })

  test('feeds of departments, whose people are partly unknown, at the terminal', async () => {
    const place = { dataDir: inner('data'), cwd: outside }
    const feeds: [string, (cells: string[], titles: string[], nth: number) => void][] = [
      ['医疗费用结算', (cells, titles) => put(cells, titles, '参保人证件号码', anId())],
      [
        '残疾人证',
        (cells, titles, nth) => {
          const id = anId()
          put(cells, titles, '证件号码', id)
          put(cells, titles, '残疾证号', nth === 1 ? aCard() : `${id}42`)
        },
      ],
      [
        '一卡通补贴发放',
        (cells, titles, nth) => {
          put(cells, titles, '领取人身份证号', anId())
          put(cells, titles, '卡号后四位', nth % 3 === 0 ? `${aCard()}12345` : aCard())
        },
      ],
      [
        '基本医保参保',
        (cells, titles, nth) =>
          nth < 40 &&
          put(
            cells,
            titles,
            titles.find((t) => /证件号码|身份证/.test(t))!,
            anId(),
          ),
      ],
    ]
    const said: string[] = []
    for (const [ledger, change] of feeds) {
      const { path, period } = await canaryBook(ledger, change)
      const errors = join(outside, `${ledger}-错误.xlsx`)
      const { child, ended } = startXinlu(
        ['import', ledger, path, '--period', period, '--errors', errors],
        place,
      )
      child.stdin?.end()
      const { code, out, err } = await ended
      expect({ err, isDone: code === 0 || code === 2 }).toMatchObject({ isDone: true })
      said.push(out, err)
    }
    writeFileSync(join(inner('log'), 'terminal.txt'), said.join('\n'))
    const { rows } = await owner.query('select count(*)::int as n from departments.waiting')
    expect(rows[0].n).toBeGreaterThan(3)
  }, 120_000)

  test('a hundred of each kind went through', () => {
    expect(Object.entries(used).filter(([, count]) => count < 100)).toEqual([])
  })
})

describe('afterwards', () => {
  test('no canary is in the data directory, the log of changes, dumps, logs and temporary files', async () => {
    writeFileSync(join(inner('log'), 'server.log'), lines.join(''))
    await writeBackup({ url: house.backupUrl!, dir: inner('backup') })
    await owner.query('checkpoint')
    const { found, files: count, bytes } = await findCanaries(ours)
    console.log(
      `canaries: ${canaries.length} in 6 forms, ${count} files, ${Math.round(bytes / 1e6)} MB, ${found.length} found`,
    )
    const told = found.map(({ where, canary, form }) => `${where.slice(dir.length)} ${canary} ${form}`)
    expect([...new Set(told)].slice(0, 40)).toEqual([])
    const log = join(inner('data'), 'postgres', 'log')
    const texts = readdirSync(log).map((name) => readFileSync(join(log, name), 'utf8'))
    expect(texts.join('')).toContain('insert into "households"."person"')
    expect(readdirSync(inner('tmp')).filter((name) => name.startsWith('xinlu-upload-'))).toEqual([])
    expect(readdirSync(join(inner('data'), 'spool'))).toEqual([])
  })

  test('every sealed value lies in a column that says so, whatever it is written as', async () => {
    const told = new Set(
      (await listToldColumns(owner))
        .filter((column) => column.told?.startsWith('sealed'))
        .map(({ table, column }) => `${table}.${column}`),
    )
    const { rows: columns } = await owner.query(
      `select table_schema || '.' || table_name as table, column_name as column from information_schema.columns
       join information_schema.tables using (table_schema, table_name)
       where table_type = 'BASE TABLE' and table_schema !~ '^(pg_|information_schema)'
         and data_type in ('bytea', 'text', 'json', 'jsonb', 'ARRAY')`,
    )
    const opens = (sealed: Buffer) => {
      try {
        return house.keys.open(sealed) !== ''
      } catch {
        return false
      }
    }
    const where = new Set<string>()
    for (const { table, column } of columns) {
      const { rows } = await owner.query(
        `select "${column}"::text as text from ${table} where "${column}" is not null`,
      )
      for (const { text } of rows as { text: string }[]) {
        const hex = [...text.matchAll(/(?:\\x)?([0-9a-f]{66,})/g)].map(([, digits]) =>
          Buffer.from(digits!, 'hex'),
        )
        const base = [...text.matchAll(/[A-Za-z0-9+/_-]{44,}/g)].map(([digits]) =>
          Buffer.from(digits, 'base64'),
        )
        if ([...hex, ...base].some(opens)) where.add(`${table}.${column}`)
      }
    }
    expect(where.size).toBeGreaterThan(6)
    expect([...where].filter((column) => !told.has(column))).toEqual([])
  })
})

describe('planted', () => {
  const planted = inner('planted')
  const zipped = async (text: string) => {
    const zip = new yazl.ZipFile()
    zip.addBuffer(Buffer.from(`<t>${text}</t>`), 'xl/sharedStrings.xml')
    zip.end()
    return buffer(zip.outputStream)
  }
  test.each([
    ['text', async (text: string) => Buffer.from(`x${text}y`)],
    ['utf16le', async (text: string) => Buffer.from(`x${text}y`, 'utf16le')],
    ['utf16be', async (text: string) => Buffer.from(`x${text}y`, 'utf16le').swap16()],
    ['hex', async (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
    ['HEX', async (text: string) => Buffer.from(Buffer.from(text).toString('hex').toUpperCase())],
    ['base64', async (text: string) => Buffer.from(Buffer.from(`a${text}`).toString('base64'))],
    ['base64', async (text: string) => Buffer.from(Buffer.from(`ab${text}`).toString('base64'))],
    ['base64', async (text: string) => Buffer.from(Buffer.from(`abc${text}`).toString('base64url'))],
    ['text', async (text: string) => gzipSync(text)],
    ['text', zipped],
    ['text', async (text: string) => gzipSync(await zipped(text))],
  ])('%s is found (%#)', async (form, write) => {
    mkdirSync(planted, { recursive: true })
    for (const canary of [canaryIds[7]!, canaryPhones[42]!, canaryCards[99]!]) {
      writeFileSync(join(planted, 'one'), Buffer.concat([Buffer.alloc(33, 65), await write(canary)]))
      const plain = await write(canary)
      writeFileSync(join(planted, 'two'), plain)
      const { found } = await findCanaries([planted])
      expect(found.map((one) => `${one.canary} ${one.form}`)).toContain(`${canary} ${form}`)
    }
    rmSync(planted, { recursive: true })
  })

  test('a plain number in a table is found in its file and in the log of changes', async () => {
    await owner.query('create table public.planted (number text); checkpoint')
    await owner.query('insert into public.planted values ($1)', [canaryIds[3]])
    await owner.query('checkpoint')
    const { found } = await findCanaries([inner('data')])
    const where = found.map((one) => one.where.slice(inner('data').length))
    expect(where.some((path) => path.includes('/base/'))).toBe(true)
    expect(where.some((path) => path.includes('/pg_wal/'))).toBe(true)
    expect(where.some((path) => path.includes('/log/'))).toBe(true)
  })
})
