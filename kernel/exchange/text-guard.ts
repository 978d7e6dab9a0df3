/** Keeps texts that look like formulas inert in a csv, and takes the guard off again on the way back. */

/** Characters that make a spreadsheet program compute a csv field; the full-width ones do so in Chinese editions. */
const risky = /^['=+\-@\t\r＝＋－＠]/

/** Whether a spreadsheet program might compute this text, or lose its first apostrophe. */
export function looksLikeFormula(text: string): boolean {
  return risky.test(text)
}

/** Puts an apostrophe before a text that looks like a formula, or that begins with an apostrophe itself. */
export function guardText(text: string): string {
  return risky.test(text) ? `'${text}` : text
}

/** Takes one leading apostrophe off; `unguardText(guardText(text))` is `text` for every text. */
export function unguardText(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text
}
