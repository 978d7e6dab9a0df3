/** One network address cannot try one password on many logins. */
import { type Day, newId } from '../../basis/index.ts'
import { tooManyFromHere } from '../problems.ts'
import type { Settings } from '../settings.ts'
import { printAlarm } from './alarm.ts'
import type { AccessDesk } from './desk.ts'
import { placeOfAccount } from './store/accounts.ts'
import { countAttempts, insertAttempt, lockAddress } from './store/attempts.ts'
import { settingsOn } from './store/settings.ts'
import { SYSTEM, withScope } from './with-scope.ts'

const DAY_MS = 86_400_000
const TELL_AFTER_MS = 60_000

/**
 * Admits a sign-in from an address and answers the mark of the attempt, which counts until `forgetAttempt`, so that
 * many at once are counted as well. Throws `tooManyFromHere` above the setting; that is audited and an alarm, once a
 * minute for each address. A sign-in without an address is not limited.
 */
export async function admitAddress(
  desk: AccessDesk,
  address: string | undefined,
  today: Day,
): Promise<{ attempt?: string; settings: Settings }> {
  const now = desk.now()
  const from = address && plain(address)
  const admitted = await withScope(desk.database, SYSTEM, async (tx) => {
    const settings = await settingsOn(tx, today)
    if (!from) return { settings, isRefused: false }
    await lockAddress(tx, from)
    const since = new Date(now.getTime() - settings['signIn.addressMinutes'] * 60_000)
    const { counted, lastRefused } = await countAttempts(tx, from, since)
    const isRefused = counted >= settings['signIn.addressFailures']
    const attempt = { id: newId(), address: from, at: now, counts: !isRefused }
    const isNews = !lastRefused || now.getTime() - lastRefused.getTime() >= TELL_AFTER_MS
    if (!isRefused || isNews) await insertAttempt(tx, attempt, new Date(now.getTime() - DAY_MS))
    if (isRefused && isNews) await tell(desk, tx, from)
    return { settings, isRefused, attempt: attempt.id }
  })
  const { settings, isRefused, attempt } = admitted
  if (isRefused) throw tooManyFromHere({ minutes: settings['signIn.addressMinutes'] })
  return { attempt, settings }
}

async function tell(
  desk: AccessDesk,
  tx: Parameters<AccessDesk['record']>[0],
  address: string,
): Promise<void> {
  const division = await placeOfAccount(tx, undefined)
  const what = tooManyFromHere.code
  const note = { subjectKind: 'address', division, detail: { problem: what } }
  await desk.record(
    tx,
    { account: SYSTEM.account, name: '未知登录名', address },
    'access.signIn',
    note,
    'refused',
  )
  const watch = desk.watch ?? printAlarm
  watch({ what, address, division }, desk.now())
}

// A server that listens on both families tells an IPv4 address inside an IPv6 one; a zone is this machine's affair.
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}
