/** SQL of the second factor and its recovery codes. */
import type { Tx } from '../database.ts'

/** Finds the authenticator of an account, proven or not. */
export function findFactor(tx: Tx, account: string) {
  return tx.selectFrom('access.secondFactor').selectAll().where('account', '=', account).executeTakeFirst()
}

/** Keeps a sealed secret that has yet to be proven; one that was never proven is replaced. */
export async function keepSecret(tx: Tx, account: string, secret: Buffer, madeAt: Date): Promise<void> {
  await tx
    .insertInto('access.secondFactor')
    .values({ account, secret, madeAt })
    .onConflict((conflict) =>
      conflict
        .column('account')
        .doUpdateSet({ secret, madeAt })
        .where('access.secondFactor.enrolledAt', 'is', null),
    )
    .execute()
}

/** Notes that the authenticator has proven itself. */
export async function enrolFactor(tx: Tx, account: string, enrolledAt: Date): Promise<void> {
  await tx.updateTable('access.secondFactor').set({ enrolledAt }).where('account', '=', account).execute()
}

/** Spends a half minute and all before it. */
export async function spendStep(tx: Tx, account: string, lastStep: number): Promise<void> {
  await tx.updateTable('access.secondFactor').set({ lastStep }).where('account', '=', account).execute()
}

/** Replaces the recovery codes of an account. */
export async function keepRecoveryCodes(tx: Tx, account: string, digests: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('access.recoveryCode').where('account', '=', account).execute()
  await tx
    .insertInto('access.recoveryCode')
    .values(digests.map((digest) => ({ account, digest })))
    .execute()
}

/** Spends a recovery code; answers how many are left, or nothing when there is no such unspent one. */
export async function spendRecoveryCode(
  tx: Tx,
  account: string,
  digest: Buffer,
  usedAt: Date,
): Promise<number | undefined> {
  const spent = await tx
    .updateTable('access.recoveryCode')
    .set({ usedAt })
    .where('account', '=', account)
    .where('digest', '=', digest)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  if (spent.numUpdatedRows === 0n) return undefined
  const left = await tx
    .selectFrom('access.recoveryCode')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return left.count
}

/** Removes the authenticator and the recovery codes; sessions that had passed it have passed nothing. */
export async function deleteFactor(tx: Tx, account: string): Promise<void> {
  await tx.deleteFrom('access.recoveryCode').where('account', '=', account).execute()
  await tx.deleteFrom('access.secondFactor').where('account', '=', account).execute()
  await tx.updateTable('access.session').set({ factorAt: null }).where('account', '=', account).execute()
}
