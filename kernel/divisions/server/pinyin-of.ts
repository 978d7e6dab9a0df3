/** The pinyin of place names, computed once when a place is stored. */
import { customPinyin, pinyin } from 'pinyin-pro'

// How the place itself is called where the dictionary says otherwise.
customPinyin({ 繁峙: 'fán shì' })

/**
 * Answers toneless pinyin in lower case without blanks; other characters stay.
 *
 * @example pinyinOf('繁峙县') // 'fanshixian'
 */
export function pinyinOf(name: string): string {
  return syllablesOf(name).join('')
}

/**
 * Answers the first letter of each syllable.
 *
 * @example initialsOf('忻府区') // 'xfq'
 */
export function initialsOf(name: string): string {
  return syllablesOf(name)
    .map((syllable) => [...syllable][0] ?? '')
    .join('')
}

function syllablesOf(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', v: true }).map((syllable) =>
    syllable.trim().toLowerCase(),
  )
}
