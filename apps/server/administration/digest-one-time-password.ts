/** Checks and digests a one-time password that an officer has made for somebody. */
import { dayOf } from '@xinlu/kernel/basis'
import { checkPassword, passwordRefused } from '@xinlu/kernel/access'
import { type Tx, forbiddenWords, hashPassword, settingsOn } from '@xinlu/kernel/access/server'

/** Answers the digest to store; throws `passwordRefused` with every reason. */
export async function digestOneTimePassword(
  tx: Tx,
  { id, login, name }: { id: string; login: string; name: string },
  password: string,
  now: Date,
): Promise<string> {
  const settings = await settingsOn(tx, dayOf(now))
  const checked = checkPassword(password, { login, words: await forbiddenWords(tx, id, name) }, settings)
  if (!checked.ok) {
    const reasons = checked.reasons.map((why) => ({ ...why, path: 'oneTimePassword' }))
    throw passwordRefused(undefined, { reasons })
  }
  return hashPassword(password, settings['password.iterations'])
}
