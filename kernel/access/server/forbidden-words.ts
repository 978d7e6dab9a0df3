/** What a person's password may not contain: his own name and those of his places, in characters and in pinyin. */
import { pinyin } from 'pinyin-pro'
import type { Tx } from './database.ts'
import { placeWords } from './store/accounts.ts'

/** Answers the words for `checkPassword`, places with and without their 县, 镇 or 村. */
export async function forbiddenWords(tx: Tx, account: string, name: string): Promise<string[]> {
  const words = [...(await placeWords(tx, account)), name, pinyinOf(name)]
  return words.flatMap(withoutSuffix)
}

function pinyinOf(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array' }).join('')
}

// 云山县 forbids Yunshan@2023 too.
function withoutSuffix(word: string): string[] {
  const short = word
    .replace(/(?<=..)(县|市|区|镇|乡|村|街道|社区)$/u, '')
    .replace(/(?<=....) ?(xian|shi|qu|zhen|xiang|cun)$/u, '')
  return short === word ? [word] : [word, short]
}
