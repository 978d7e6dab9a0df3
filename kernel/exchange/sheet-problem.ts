/** The one problem of the spreadsheet door: this file cannot be read, and all the reasons why. */
import { defineProblem, reason, type Reason } from '../basis/index.ts'

/** Thrown when a file is refused; its `reasons` say what is wrong and what to do, in the order found. */
export const sheetRefused = defineProblem(
  422,
  'exchange.sheet-refused',
  (args: { name: string; reasons: readonly Reason[] }) =>
    `文件“${args.name}”无法读取：${args.reasons.map((why) => why.message).join('')}`,
)

/** Thrown when a file cannot be written as asked, for instance a character its encoding cannot carry. */
export const sheetNotWritten = defineProblem(
  422,
  'exchange.sheet-not-written',
  (args: { sentence: string }) => args.sentence,
)

const sentences = {
  empty: () => '文件是空的，请确认选对了文件。',
  'too-large': (mb: string) => `文件超过${mb} MB，请按乡镇拆成几个文件再上传。`,
  'old-excel': () =>
    '这是旧版 Excel（.xls）或加了密码的文件。请用 Excel 或 WPS 打开，去掉打开密码，另存为“Excel 工作簿（.xlsx）”后再上传。',
  encrypted: () => '文件加了密码，请去掉打开密码，另存为 .xlsx 后再上传。',
  'other-kind': (kind: string) =>
    `这是${kind}，不是表格文件。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。`,
  'not-a-workbook': () => '压缩包里没有工作表，不是 .xlsx 文件。请用 Excel 或 WPS 另存为 .xlsx 后再上传。',
  damaged: (what: string) => `文件已损坏或不完整（${what}）。请用 Excel 或 WPS 打开并重新另存为 .xlsx。`,
  'too-many-parts': (count: string) =>
    `文件内含${count}个部件，超出允许的数量。请只保留需要的工作表，另存后再上传。`,
  'too-heavy': (mb: string) => `文件展开后超过${mb} MB。请删除多余的工作表、图片和空白格式，或拆成几个文件。`,
  'over-packed': (ratio: string) => `文件展开后是原来的${ratio}倍，不像正常的登记表，为安全起见不予读取。`,
  'part-name': (name: string) => `文件内含名称不正常的部件“${name}”，为安全起见不予读取。`,
  'foreign-part': (name: string) =>
    `文件内含不属于表格的内容“${name}”。请把数据粘贴到新的工作簿，另存为 .xlsx。`,
  macro: () => '文件带有宏。请另存为不带宏的“Excel 工作簿（.xlsx）”后再上传。',
  'external-link': () =>
    '表格引用了其他文件的数据。请在“数据—编辑链接”中断开链接（保留数值），保存后再上传。',
  dtd: (part: string) => `文件的“${part}”含有不允许的文档类型声明，为安全起见不予读取。`,
  'lying-size': (part: string) => `文件的“${part}”实际大小与所写不符，为安全起见不予读取。`,
  'no-such-sheet': (text: string) => `没有找到工作表${text}。`,
  'long-cell': (where: string) => `${where}的内容超过32767个字，请核对后删减。`,
  'too-wide': (where: string) => `${where}超出允许的列数，请删除右侧多余的列。`,
  'too-tall': () => '行数超过 Excel 的上限1048576行，请拆成几个文件。',
  encoding: (where: string) =>
    `文字编码既不是 UTF-8 也不是 GB18030${where}。请用 Excel 或 WPS 另存为“CSV UTF-8”或 .xlsx 后再上传。`,
  'mixed-encoding': (where: string) =>
    `文件里混有两种文字编码，或文件不完整（${where}）。请用 Excel 或 WPS 打开核对无乱码，另存为 .xlsx 后再上传。`,
  'open-quote': (where: string) => `${where}起的引号没有成对，无法分清各列。请核对该处的英文双引号。`,
  'too-slow': (seconds: string) => `读取超过${seconds}秒仍未完成，已停止。请拆成几个文件再上传。`,
  'too-much-memory': () => '文件内容过多，读取所需内存超出限度，已停止。请拆成几个文件再上传。',
} as const

/** The stable names of what can be wrong with a file, without the prefix `exchange.sheet.`. */
export type SheetFault = keyof typeof sentences

/** The reason for one fault; `about` fills its sentence (a size, a part, a place) where that has a gap. */
export function sheetReason(fault: SheetFault, about = ''): Reason {
  return reason(`exchange.sheet.${fault}`, sentences[fault](about), about === '' ? {} : { value: about })
}
