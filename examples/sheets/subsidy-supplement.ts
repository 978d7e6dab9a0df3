/** The supplement of the finance bureau: 500 lines, of which the register has 50 already. */
import type { LineAbout } from '../city/all-lines.ts'

/** Header line of the sheet. */
export const supplementHeaders = [
  '领取人姓名',
  '领取人身份证号',
  '项目编码',
  '项目名称',
  '到账日期',
  '补贴金额',
  '卡号后四位',
]

/** Answers fifty lines of the May file again, and 450 payments that no file has had. */
export function supplementRows(known: readonly LineAbout[]): (string | number)[][] {
  const repeated = known
    .slice(0, 50)
    .map(({ member, line: { cells } }) => [
      ...[
        member.name,
        member.number,
        cells['项目编码']!,
        cells['项目名称']!,
        cells['到账日期']!,
        cells['补贴金额']!,
      ],
      cells['卡号后四位']!,
    ])
  const fresh = Array.from({ length: 450 }, (_, at) => {
    const { member, line } = known[at % 50]!
    const month = 1 + Math.floor(at / 50)
    return [
      ...[
        member.name,
        member.number,
        '030101',
        '农资综合补贴（补发）',
        `2022-${String(month).padStart(2, '0')}-15`,
      ],
      ...[20 + month, line.cells['卡号后四位']!],
    ]
  })
  // As a system exports them: old and new mixed.
  return [...fresh.slice(0, 200), ...repeated, ...fresh.slice(200)]
}
