/** Everybody sees where he is signed in, and signs out there. */
import { endSession, listSessions } from '@xinlu/kernel/access/server'
import { notFound } from '@xinlu/kernel/commands'
import { command, query } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'

/** 自己的登录. A session is named by the digest of its secret, which opens nothing. */
export const listOwnSessions = query(contract.listOwnSessions, {
  may: permissions.ownSessions,
  async run(tx, { actor, now }) {
    const rows = await listSessions(tx, actor.account, now)
    return {
      items: rows.map(({ tokenHash, createdAt, seenAt, expiresAt, address, agent }) => ({
        session: tokenHash.toString('hex'),
        createdAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        address,
        agent,
      })),
    }
  },
})

/** 退出自己的某个登录. */
export const endOwnSession = command(contract.endOwnSession, {
  may: permissions.ownSessions,
  async subject(tx, { actor, input, now }) {
    const tokenHash = Buffer.from(input.session, 'hex')
    const own = await listSessions(tx, actor.account, now)
    if (!own.some((session) => session.tokenHash.equals(tokenHash))) throw notFound({ what: '这个登录' })
    return { tokenHash, division: actor.division }
  },
  async run(tx, { subject, now }) {
    await endSession(tx, subject.tokenHash, now, 'endedByOwner')
    return {}
  },
  audit: ({ actor }) => ({ subjectKind: 'account', subject: actor.account, division: actor.division }),
})
