/** The dirty sheet of the water bureau: the one feed that names places itself, so the one where a place can be wrong. */
import { DirtyRows } from './dirty-rows.ts'

const village = '行政村'

/** Header line of the sheet. */
export const dirtyWaterHeaders = [
  '序号',
  '乡镇',
  village,
  '自然村（组）',
  '供水工程',
  '停水开始时间',
  '恢复供水时间',
  '缺水类型',
]

/** Answers the rows and their labels; all stops lie in 2021, so that no doubt rests on them. */
export function dirtyWater(): DirtyRows {
  const sheet = new DirtyRows(dirtyWaterHeaders, 2)
  const good = (): number => {
    const n = sheet.rows.length + 1
    return sheet.add({
      序号: n,
      乡镇: n % 2 === 0 ? '柳林镇' : '东关镇',
      [village]: n % 2 === 0 ? '上柳村' : '东关村',
      '自然村（组）': `${n}组`,
      供水工程: '集中供水工程',
      停水开始时间: `2021-03-${String(n).padStart(2, '0')}`,
      恢复供水时间: `2021-04-${String(n).padStart(2, '0')}`,
      缺水类型: '季节性缺水',
    })
  }
  good()
  for (const name of ['上桃村', '柳林村', '云山村'])
    sheet.spoil(good(), village, name, '没有这个村', 'place.unknown')
  for (const code of ['149901101999', '149903101201'])
    sheet.spoil(good(), village, code, '没有这个区划代码', 'place.unknown')
  for (const name of ['柳林镇', '149902101'])
    sheet.spoil(good(), village, name, '只填到乡镇', 'ledger.place.level')
  for (const code of ['14990110120', '1499011012011'])
    sheet.spoil(good(), village, code, '区划代码位数不对', 'division-code.form')
  sheet.spoil(good(), '恢复供水时间', '2021-02-01', '恢复早于停水', 'departments.days-in-order')
  sheet.twist(good(), village, '上柳村委会', '村名后带村委会', null, '149901101201')
  sheet.twist(good(), village, '149902101201', '填的是12位代码', null, '149902101201')
  good()
  return sheet
}
