/** Reads the whole list of accounts, page after page, as the officers' list answers it. */
import type { OutputOf } from '@xinlu/kernel/commands'
import { runQuery } from '@xinlu/kernel/commands/server'
import type * as contract from '../../administration/contract.ts'
import { listAccounts } from '../../administration/list-accounts.ts'
import type { Inside } from '../in-house.ts'
import { type OperatorChoice, operatorOf } from '../operator.ts'

type Page = OutputOf<typeof contract.listAccounts>

/** An account as it is listed. */
export type AccountShown = Page['items'][number]

const PAGE = 100

/** Answers every account of the operator's places, by login. */
export async function listAllAccounts(
  inside: Inside,
  { state, ...choice }: OperatorChoice & { state?: AccountShown['state'] },
): Promise<AccountShown[]> {
  const actor = await operatorOf(inside, choice, 'systemOfficer')
  const all: AccountShown[] = []
  let after: string | undefined
  do {
    const body = { size: PAGE, ...(state ? { state } : {}), ...(after ? { after } : {}) }
    const page = (await runQuery(inside.desk, listAccounts, { actor, body })) as Page
    all.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return all
}
