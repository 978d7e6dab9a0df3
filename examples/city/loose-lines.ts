/** Lines that belong to no story: records nobody can be found for, and stops of water. */
import type { DepartmentSheet } from '../sheets/department-sheets.ts'
import type { OfficeRegister } from '../sheets/office-workbook.ts'
import type { Household } from './register.ts'

/** A line that has to wait in the queue, and why. */
export interface QueuedLine {
  verdict: 'unmatched' | 'contradicting'
  cells: Readonly<Record<string, string | number>>
}

/** Answers the lines of a sheet that fit no person, or a person of another name, or two persons. */
export function queuedLines(
  sheet: DepartmentSheet,
  register: readonly Household[],
  before: number,
): QueuedLine[] {
  const numberOf = (name: string) =>
    register.flatMap(({ members }) => members).find((member) => member.name === name)!.number
  const line = (
    verdict: QueuedLine['verdict'],
    name: string,
    number: string,
    cells: QueuedLine['cells'],
  ): QueuedLine => ({
    verdict,
    cells: {
      序号: before + 1,
      区县: '云山县',
      乡镇名称: '柳林镇',
      行政村: '上柳村',
      [sheet.name]: name,
      [sheet.id]: number,
      ...cells,
    },
  })
  switch (sheet.feed) {
    case 'medicalExpense':
      // A number of the reserved range that nobody of the register has.
      return [
        line('unmatched', '丁秋生', '149903196611039014', {
          结算ID: 'JS202399999999',
          医疗类别: '普通住院',
          结算时间: '2023-03-08',
          医疗总费用: 30_000,
          个人负担总金额: 12_000,
        }),
      ]
    case 'relief':
      return [
        line('contradicting', '樊来福', numberOf('樊来喜'), {
          保障类别: '农村低保',
          资金所属月份: '2023年6月',
          保障金额: 410,
          保障人口: 1,
          批准日期: '2020-01-01',
        }),
      ]
    case 'employment':
      return [
        line('contradicting', '何晓梅', numberOf('何晓梅'), {
          开始日期: '2023-01-10',
          就业区域: '省外',
          月收入: 4100,
        }),
      ]
    case 'accident':
      return [
        line('unmatched', '路人甲', '149903198802299010', {
          事故时间: '2023-05-20',
          事故类别: '道路交通事故',
          伤情: '轻伤',
        }),
      ]
    default:
      return []
  }
}

/** The sheet of the water bureau. */
export function waterStops(): { register: OfficeRegister } {
  const stop = (
    n: number,
    town: string,
    village: string,
    from: string,
    to: string,
    cause: string,
    group = '',
  ) => [...[n, town, village, group, '', '', `${village}集中供水`, { day: from }, { day: to }, cause, '']]
  return {
    register: {
      name: '停水记录',
      title: '清河市农村饮水停水情况统计表（2022年7月—2023年6月）',
      headers: [
        ...['序号', '乡镇', '行政村', '自然村（组）', '户主姓名', '户主身份证号', '供水工程', '停水开始时间'],
        ...['恢复供水时间', '缺水类型', '影响户数'],
      ],
      rows: [
        // Two stops that overlap by six days: 20 and 23 days are 37 days without water.
        stop(1, '东关镇', '西关村', '2023-01-01', '2023-01-20', '季节性缺水'),
        stop(2, '东关镇', '西关村', '2023-01-15', '2023-02-06', '管网故障'),
        stop(3, '东关镇', '东关村', '2023-01-01', '2023-02-05', '季节性缺水'),
        // A natural village by itself says nothing about single households.
        stop(4, '柳林镇', '下柳村', '2022-12-01', '2023-01-31', '季节性缺水', '沟底'),
        stop(5, '石坡乡', '石坡村', '2023-05-01', '2023-05-05', '管网故障'),
      ],
      notes: ['注：户主姓名、身份证号只在影响个别户时填写。'],
    },
  }
}
