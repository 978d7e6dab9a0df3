/** Files that must be refused as a whole, each with the sentence it must give. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { type OfficeCell, writeOfficeWorkbook } from './office-workbook.ts'

/** A refused file, the ledger somebody tried to import it into, and why it must fail. */
export interface RefusedFile {
  file: string
  ledger: string
  why: string
  sentence: string
}

const headers = ['姓名', '身份证号', '失业登记日期', '失业原因', '重新就业日期']
const rows: readonly (readonly OfficeCell[])[] = [
  ['贺四虎', '149901197508279011', '2023-03-15', '企业倒闭', ''],
  ['邢保平', '149901197906189011', '2023-02-01', '裁员', ''],
]
const ledger = '失业返乡'

type Made = RefusedFile & { write(to: string): Promise<void> }

const made: readonly Made[] = [
  {
    file: '空文件.xlsx',
    ledger,
    why: '文件没有内容（0字节）',
    sentence: '文件“空文件.xlsx”无法读取：文件是空的，请确认选对了文件。',
    write: (to) => writeFile(to, ''),
  },
  {
    file: '只有表头.xlsx',
    ledger,
    why: '表头下面没有数据行',
    sentence: '文件“只有表头.xlsx”无法读取：工作表“失业返乡”第1行的表头下面没有数据行。',
    write: (to) => sheet(to, [headers]),
  },
  {
    file: '选错工作表.xlsx',
    ledger,
    why: '第一个工作表是封面，数据在第二个工作表',
    sentence:
      '文件“选错工作表.xlsx”无法读取：工作表“封面”第1行起的前10行中没有“失业返乡”的表头（应有“身份证号码”、“姓名”、“登记日期”、“失业原因”等栏目），可能选错了文件或工作表，请核对后再上传。',
    write: (to) =>
      writeOfficeWorkbook(
        [
          { name: '封面', rows: [['清河市人社局'], ['2023年上半年报表']] },
          { name: '数据', rows: [headers, ...rows] },
        ],
        to,
      ),
  },
  {
    file: '编码混乱.csv',
    ledger,
    why: '前半是UTF-8，后半是GB18030',
    sentence:
      '文件“编码混乱.csv”无法读取：文件里混有两种文字编码，或文件不完整（第1、2行是 UTF-8，其他行不是）。请用 Excel 或 WPS 打开核对无乱码，另存为 .xlsx 后再上传。',
    write: (to) =>
      writeFile(
        to,
        Buffer.concat([
          Buffer.from(`${headers.join(',')}\r\n${rows[0]!.join(',')}\r\n`),
          iconv.encode(`${rows[1]!.join(',')}\r\n`, 'gb18030'),
        ]),
      ),
  },
  {
    file: '统一码文本.csv',
    ledger,
    why: '另存为“Unicode 文本”（UTF-16）',
    sentence:
      '文件“统一码文本.csv”无法读取：这是Unicode（UTF-16）文本，不是表格文件。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。',
    write: (to) => writeFile(to, iconv.encode(csv(), 'utf-16')),
  },
  {
    file: '多层表头.xlsx',
    ledger,
    why: '表头分两层，上层单元格合并',
    sentence:
      '文件“多层表头.xlsx”无法读取：工作表“失业返乡”第1行与第2行合起来才是表头（合并单元格的多层表头），请改成一行表头，每列一个名称。',
    write: (to) =>
      writeOfficeWorkbook(
        [
          {
            name: ledger,
            rows: [
              ['姓名', '身份证号', '失业情况', null, null],
              [null, null, '失业登记日期', '失业原因', '重新就业日期'],
              ...rows,
            ],
            merged: ['A1:A2', 'B1:B2', 'C1:E1'],
          },
        ],
        to,
      ),
  },
  {
    file: '数据里有合并单元格.xlsx',
    ledger,
    why: '两人的失业原因合并成一格',
    sentence:
      '文件“数据里有合并单元格.xlsx”无法读取：工作表“失业返乡”的D2:D3是合并单元格，请取消合并，并在每一行填上内容。',
    write: (to) => writeOfficeWorkbook([{ name: ledger, rows: [headers, ...rows], merged: ['D2:D3'] }], to),
  },
  {
    file: '整体错位20列.xlsx',
    ledger,
    why: '数据整体右移20列',
    sentence:
      '文件“整体错位20列.xlsx”无法读取：工作表“失业返乡”第2行U列起的数据与表头不在同一列，可能整体错位，请对照模板把数据移到各自的表头下面。',
    write: (to) => {
      const empty: OfficeCell[] = Array.from({ length: 20 }, () => null)
      return sheet(to, [headers, ...rows.map((row) => [...empty, ...row])])
    },
  },
  {
    file: '多出栏目.xlsx',
    ledger,
    why: '多了一列模板没有的“微信号”',
    sentence:
      '文件“多出栏目.xlsx”无法读取：工作表“失业返乡”第1行F列的表头“微信号”不是“失业返乡”的栏目，请改成模板中的名称，或删去这一列。',
    write: (to) => sheet(to, [[...headers, '微信号'], ...rows.map((row) => [...row, 'abc'])]),
  },
  {
    file: '缺少必填栏目.xlsx',
    ledger,
    why: '没有失业原因一列',
    sentence:
      '文件“缺少必填栏目.xlsx”无法读取：工作表“失业返乡”第1行的表头中缺少必填栏目“失业原因”，请对照模板补上这一列。',
    write: (to) => sheet(to, [headers.slice(0, 3), ...rows.map((row) => row.slice(0, 3))]),
  },
  {
    file: '旧版改名.xlsx',
    ledger,
    why: '旧版 .xls 改了扩展名',
    sentence:
      '文件“旧版改名.xlsx”无法读取：这是旧版 Excel（.xls）或加了密码的文件。请用 Excel 或 WPS 打开，去掉打开密码，另存为“Excel 工作簿（.xlsx）”后再上传。',
    write: (to) => writeFile(to, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)])),
  },
  {
    file: '网页冒充表格.xls',
    ledger,
    why: '系统“导出 Excel”给的其实是网页',
    sentence:
      '文件“网页冒充表格.xls”无法读取：这是网页格式的表格，不是表格文件。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。',
    write: (to) =>
      writeFile(to, `<html><table><tr><td>${headers.join('</td><td>')}</td></tr></table></html>`),
  },
]

/** Writes the refused files into a folder and answers what each must give. */
export async function writeRefusedFiles(folder: string): Promise<RefusedFile[]> {
  for (const { file, write } of made) await write(join(folder, file))
  return made.map(({ file, ledger: into, why, sentence }) => ({ file, ledger: into, why, sentence }))
}

function sheet(to: string, lines: readonly (readonly OfficeCell[])[]): Promise<void> {
  return writeOfficeWorkbook([{ name: ledger, rows: lines }], to)
}

function csv(): string {
  return [headers, ...rows].map((row) => row.join(',')).join('\r\n')
}
