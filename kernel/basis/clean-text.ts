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
