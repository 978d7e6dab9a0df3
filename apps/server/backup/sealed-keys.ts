/** The key folder under a passphrase, so that it can travel with a backup and be useless without its keeper. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  pbkdf2Sync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BackupRefused } from './problems.ts'

const MAGIC = Buffer.from('XINLUKEYS1')
const SALT = 16
const IV = 16
const TAG = 32
const ROUNDS = 300_000

/** The least number of characters of a passphrase. */
export const LEAST_PASSPHRASE = 12

const files = z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), z.base64())

/** Seals every file of the key folder (SM4-CTR, then HMAC-SM3, keys by PBKDF2-HMAC-SM3); refuses a short passphrase. */
export function sealKeyFolder(dir: string, passphrase: string): Buffer {
  if ([...passphrase].length < LEAST_PASSPHRASE)
    throw new BackupRefused(`密钥口令至少 ${LEAST_PASSPHRASE} 个字符。`)
  const names = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isFile())
  const plain = JSON.stringify(
    Object.fromEntries(names.map(({ name }) => [name, readFileSync(join(dir, name)).toString('base64')])),
  )
  const head = Buffer.concat([MAGIC, randomBytes(SALT), randomBytes(IV)])
  const { cipher, mac } = keysOf(passphrase, head)
  const hidden = createCipheriv('sm4-ctr', cipher, head.subarray(-IV)).update(plain, 'utf8')
  return Buffer.concat([head, hidden, tagOf(mac, head, hidden)])
}

/** Opens what `sealKeyFolder` made into `dir`, readable by its owner only; refuses a wrong passphrase or a changed byte. */
export function openKeyFolder(sealed: Buffer, passphrase: string, dir: string): string[] {
  const head = sealed.subarray(0, MAGIC.length + SALT + IV)
  const hidden = sealed.subarray(head.length, sealed.length - TAG)
  const wrong = new BackupRefused('密钥口令不对，或密钥文件被改动过。')
  if (sealed.length < head.length + TAG || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw wrong
  const { cipher, mac } = keysOf(passphrase, head)
  if (!timingSafeEqual(sealed.subarray(-TAG), tagOf(mac, head, hidden))) throw wrong
  const plain = createDecipheriv('sm4-ctr', cipher, head.subarray(-IV)).update(hidden)
  const found = files.parse(JSON.parse(plain.toString('utf8')))
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  for (const [name, body] of Object.entries(found))
    writeFileSync(join(dir, name), Buffer.from(body, 'base64'), { mode: 0o600, flag: 'wx', flush: true })
  return Object.keys(found)
}

function keysOf(passphrase: string, head: Buffer): { cipher: Buffer; mac: Buffer } {
  const salt = head.subarray(MAGIC.length, MAGIC.length + SALT)
  const made = pbkdf2Sync(passphrase.normalize('NFC'), salt, ROUNDS, 48, 'sm3')
  return { cipher: made.subarray(0, 16), mac: made.subarray(16) }
}

function tagOf(mac: Buffer, head: Buffer, hidden: Buffer): Buffer {
  return createHmac('sm3', mac).update(head).update(hidden).digest()
}
