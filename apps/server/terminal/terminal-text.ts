/** Stored text on its way to a terminal: nothing in it may move the cursor, colour, hide or begin a line of its own. */

// eslint-disable-next-line no-control-regex -- exactly these
const commanding = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** Answers the text with every command to the terminal shown as a sign: `␛` for escape, `␊` for a line end. */
export function terminalText(text: string): string {
  return text.replace(commanding, (one) => {
    const code = one.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '�'
  })
}

/** Answers JSON text in which the same characters are written as escapes: the value it stands for is unchanged. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
