/** The password for the first sign-in, made by the officer's own program. */

// Without 0 O 1 l I: it is read out or copied by hand.
const letters = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789'] as const
const alphabet = letters.join('')
const GROUPS = 4
const GROUP = 4

/**
 * Makes a password of 16 random characters in four groups, about 92 bits, with each kind of character in it.
 *
 * @example makeOneTimePassword() // 'kT7m-Wq3x-Hn9c-Pz4v'
 */
export function makeOneTimePassword(): string {
  for (;;) {
    const signs = Array.from({ length: GROUPS * GROUP }, randomSign)
    if (!letters.every((kind) => signs.some((sign) => kind.includes(sign)))) continue
    return Array.from({ length: GROUPS }, (_, i) => signs.slice(i * GROUP, (i + 1) * GROUP).join('')).join(
      '-',
    )
  }
}

// Bytes above the last whole multiple are thrown away, so that every character is equally likely.
function randomSign(): string {
  const most = 256 - (256 % alphabet.length)
  for (;;) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0]!
    if (byte < most) return alphabet[byte % alphabet.length]!
  }
}
