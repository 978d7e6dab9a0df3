/** The characters of a name, and how many of them are the family name. */

// Compound family names in use; a name that only begins like one (欧阳 as 欧 + 阳) keeps at least one given character.
const compound = new Set(
  (
    '欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 轩辕 端木 独孤 南宫 东方 西门 百里 呼延 ' +
    '东郭 南郭 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 赫连 拓跋 完颜 纳兰 第五 公羊 谷梁 左丘 梁丘 ' +
    '东里 万俟 闻人 达奚 褚师 子车 亓官 司寇 巫马 乐正 漆雕 壤驷 夹谷 宰父 段干 羊舌 微生 即墨 叶赫'
  ).split(' '),
)

/** Splits text into what a reader sees as characters: rare ones stay whole, a variation mark stays with its character. */
export function characters(text: string): string[] {
  return text.match(/\P{M}\p{M}*/gu) ?? []
}

/** Answers 2 for a compound family name, otherwise 1. */
export function familyNameLength(signs: readonly string[]): 1 | 2 {
  return signs.length > 2 && compound.has(`${signs[0]}${signs[1]}`) ? 2 : 1
}
