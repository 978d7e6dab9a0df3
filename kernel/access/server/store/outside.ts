/** SQL of the identities that outside providers vouch for. */
import type { Tx } from '../database.ts'

/** An identity: a provider, and its own name for the person, which it never gives to another. */
export interface OutsideIdentity {
  issuer: string
  subject: string
}

/** Finds the account that an identity is bound to. */
export async function findBound(tx: Tx, { issuer, subject }: OutsideIdentity): Promise<string | undefined> {
  const row = await tx
    .selectFrom('access.outsideIdentity')
    .select('account')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.account
}

/** Binds an identity to an account; answers false when either is bound already. */
export async function insertBound(
  tx: Tx,
  { issuer, subject, account, boundAt }: OutsideIdentity & { account: string; boundAt: Date },
): Promise<boolean> {
  const done = await tx
    .insertInto('access.outsideIdentity')
    .values({ issuer, subject, account, boundAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}
