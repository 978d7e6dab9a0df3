/** The initials by which people are found with a few key strokes. */
import { pinyin } from 'pinyin-pro'

/**
 * Answers the first letters of a name's pinyin in lower case, the family name read as a family name; nothing when
 * the name has no letter at all.
 *
 * @example initialsOfName('单小花') // 'sxh'
 */
export function initialsOfName(name: string): string | null {
  const letters = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', pattern: 'first' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return letters === '' ? null : letters
}
