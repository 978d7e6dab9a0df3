/** Takes out of typed and pasted text what nobody can see, and folds full-width characters to plain ones. */

// JavaScript's trim() misses the zero-width characters that web pages and chat programs leave in copied text.
const blanks = '\\s\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff'
const outerBlanks = new RegExp(`^[${blanks}]+|[${blanks}]+$`, 'gu')
const anyBlanks = new RegExp(`[${blanks}]+`, 'gu')

/**
 * Removes every blank at both ends, zero-width and ideographic ones included.
 *
 * @example trimBlanks('\u200b 忻府区\u3000') // '忻府区'
 */
export function trimBlanks(text: string): string {
  return text.replace(outerBlanks, '')
}

// Tab and line ends are typed by people; the rest of the control characters, the marks that turn the direction of
// writing round, halves of surrogate pairs and the two codes that are no characters are not.
// eslint-disable-next-line no-control-regex -- exactly these
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/u
const everyUnwritable = new RegExp(unwritable.source, 'gu')

/**
 * Answers the first character that nobody writes on purpose, as `U+001B`; nothing when there is none.
 *
 * @example unwritableIn('柳\u001b沟') // 'U+001B'
 */
export function unwritableIn(text: string): string | undefined {
  const found = unwritable.exec(text)?.[0]
  return found && `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * Takes out every character that nobody writes on purpose.
 *
 * @example withoutUnwritable('柳\u001b沟') // '柳沟'
 */
export function withoutUnwritable(text: string): string {
  return text.replace(everyUnwritable, '')
}

/**
 * Replaces every run of blanks, inside and outside, by `by` (nothing when left out).
 *
 * @example replaceBlanks('1409 02\u3000') // '140902'
 */
export function replaceBlanks(text: string, by = ''): string {
  return text.replace(anyBlanks, by)
}

/**
 * Folds full-width ASCII (U+FF01–U+FF5E) and the ideographic space to their plain forms, and changes nothing else.
 *
 * @example halfWidth('１２，０００') // '12,000'
 */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (char) =>
    char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  )
}

/**
 * Answers what a cell or a form field holds as text; nothing is the empty text.
 *
 * @example textOf(44927) // '44927'
 */
export function textOf(input: unknown): string {
  return typeof input === 'string' ? input : input === undefined || input === null ? '' : String(input)
}
