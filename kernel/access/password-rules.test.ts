import { describe, expect, it } from 'vitest'
import { checkPassword } from './password-rules.ts'
import type { Settings } from './settings.ts'

const settings = { 'password.minLength': 8, 'password.classes': 3 } as Settings
const owner = { login: 'wangqiang', words: ['王强', 'wangqiang', '云山县', 'yun shan', '云山'] }

describe('checkPassword', () => {
  it.each(['Liushu-7-bian', '下雨天Aa12345', 'correct horse Battery 9', '𠮷Aa1aaaaa'])(
    'accepts %s',
    (password) => {
      expect(checkPassword(password, owner, settings)).toEqual({ ok: true, value: password })
    },
  )

  it.each([
    ['Aa1-xyz', ['password.short']],
    [`Aa1${'x'.repeat(126)}`, ['password.long']],
    ['onlylowercase', ['password.plain']],
    ['P@ssw0rd', ['password.common']],
    ['ADMIN@123', ['password.common']],
    ['Admin@123!!', ['password.common']],
    ['88888888', ['password.plain', 'password.common', 'password.repeated']],
    ['WangQiang-9', ['password.login', 'password.name']],
    ['Yun-Shan-2026', ['password.name']],
    ['我爱云山Aa12', ['password.name']],
    ['', ['password.short', 'password.plain']],
  ])('refuses %s with all reasons', (password, codes) => {
    const result = checkPassword(password, owner, settings)
    expect(result.ok ? [] : result.reasons.map(({ code }) => code)).toEqual(codes)
  })

  it('counts characters and follows the settings', () => {
    expect(checkPassword('𠮷𠮷𠮷Aa1', owner, settings).ok).toBe(false)
    expect(checkPassword('abcdefgh-ijkl', owner, { ...settings, 'password.classes': 1 }).ok).toBe(true)
  })
})
