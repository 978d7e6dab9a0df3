/** Looks at the address of the database: is its password one that anybody would try first. */
import { bad, type Finding, good } from './finding.ts'

const LEAST_LENGTH = 12
const SOCKET = /^$|^\//
const usual = new Set([
  'postgres',
  'password',
  'admin',
  'xinlu',
  'root',
  '123456',
  '12345678',
  'changeme',
  'secret',
])

/** Answers nothing for the embedded database, whose password is made at random. */
export function checkAddress(databaseUrl: string | undefined): Finding[] {
  if (databaseUrl === undefined) return []
  const { username, password, hostname, searchParams } = new URL(databaseUrl)
  const given = decodeURIComponent(password)
  const isSocket = SOCKET.test(hostname) || (searchParams.get('host') ?? '').startsWith('/')
  const byCertificate = searchParams.has('sslcert') || process.env['PGPASSFILE'] !== undefined
  // Over a socket, with a certificate or a password file the server knows its caller otherwise.
  if (given === '' && (isSocket || byCertificate || process.env['PGPASSWORD']))
    return [good('数据库不凭地址里的密码登录')]
  if (
    given !== '' &&
    given.length >= LEAST_LENGTH &&
    given !== decodeURIComponent(username) &&
    !usual.has(given.toLowerCase())
  )
    return [good('数据库密码不是常见密码')]
  return [
    bad(
      given === '' ? 'DATABASE_URL 里没有密码' : 'DATABASE_URL 里的密码太短或人人猜得到',
      `请由数据库管理员改成 ${LEAST_LENGTH} 个字符以上的随机密码，再改 DATABASE_URL。`,
    ),
  ]
}
