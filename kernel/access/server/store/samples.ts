/** Sample calls of the stores of this folder, from which their SQL is printed. */
import type { SamplesOf } from '@xinlu/db'
import { day, divisionCode } from '../../../basis/index.ts'
import { settingRanges } from '../../settings.ts'
import type * as accounts from './accounts.ts'
import type * as attempts from './attempts.ts'
import type * as factors from './factors.ts'
import type * as outside from './outside.ts'
import type * as sessions from './sessions.ts'
import type * as settings from './settings.ts'

const account = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27'
const post = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e28'
const tokenHash = Buffer.alloc(32)
const digest = Buffer.alloc(32)
const identity = { issuer: 'https://id.example', subject: 'p-1001' }
const now = new Date('2023-06-01T08:00:00Z')
const today = day('2023-06-01')
const county = divisionCode('140902')

/** File → function → the arguments after the transaction. */
export const samples = {
  accounts: {
    insertAccount: [{ id: account, login: 'wangqiang', name: '王强', duty: 'work' }],
    insertPost: [
      { id: post, account, role: 'county', unit: '县专班', division: county, extra: [county], fromOn: today },
    ],
    lockAccountByLogin: ['wangqiang'],
    lockAccount: [account],
    storedPassword: ['wangqiang'],
    countFailure: [account, 5, now],
    clearFailures: [account],
    demandPassword: [account],
    restorePassword: [account, '…'],
    setPassword: [account, { password: '…', passwordSetOn: today, mustChangePassword: true }],
    placeWords: [account],
    placeOfAccount: { args: [account], answers: [[{ division: county }]] },
    closeAccount: [account, now],
    closePost: [{ county: 140902, id: post }, today],
  },
  attempts: {
    lockAddress: ['10.0.0.1'],
    countAttempts: { args: ['10.0.0.1', now], answers: [[{ counted: 3, lastRefused: null }]] },
    insertAttempt: [{ id: post, address: '10.0.0.1', at: now, counts: true }, now],
    forgetAttempt: [post],
  },
  factors: {
    findFactor: [account],
    keepSecret: [account, digest, now],
    enrolFactor: [account, now],
    spendStep: [account, 56_000_000],
    keepRecoveryCodes: [account, [digest, digest]],
    spendRecoveryCode: [account, digest, now],
    deleteFactor: [account],
  },
  outside: {
    findBound: [identity],
    insertBound: [{ ...identity, account, boundAt: now }],
  },
  sessions: {
    insertSession: [
      {
        tokenHash,
        account,
        post,
        createdAt: now,
        seenAt: now,
        expiresAt: now,
        factorAt: null,
        confirmedUntil: now,
        confirmMinutes: 10,
        idleMinutes: 30,
        address: '10.0.0.1',
        agent: 'Firefox',
      },
    ],
    heldPosts: [account, today],
    findSession: [tokenHash, now, today],
    touchSession: [tokenHash, now],
    choosePost: [tokenHash, post],
    strengthenSession: [tokenHash, { tokenHash, now, isFactor: true }],
    endSession: [tokenHash, now, 'signedOut'],
    endSessions: [account, now, 'passwordChanged'],
    listSessions: [account, now],
  },
  settings: {
    settingsOn: { args: [today], answers: [Object.keys(settingRanges).map((key) => ({ key, value: 8 }))] },
    insertSetting: [
      {
        key: 'session.idleMinutes',
        fromOn: today,
        value: 20,
        document: '市局通知〔2023〕1号',
        byAccount: account,
      },
    ],
    listSettings: [today],
  },
} satisfies {
  accounts: SamplesOf<typeof accounts>
  attempts: SamplesOf<typeof attempts>
  factors: SamplesOf<typeof factors>
  outside: SamplesOf<typeof outside>
  sessions: SamplesOf<typeof sessions>
  settings: SamplesOf<typeof settings>
}
