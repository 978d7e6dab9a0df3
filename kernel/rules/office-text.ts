/** Writes values the way offices write them. */
import { fen, yuanText } from '../basis/index.ts'
import type { FeatureValue } from './feature.ts'

/** What a value needs to be written: its type, its unit, the labels of its codes. */
export type Wording = {
  readonly type: string
  readonly unit?: string
  readonly codes?: Readonly<Record<string, string>>
}

/**
 * Writes a value with its unit: money with two decimals in 元, counts whole, yes and no as 是 and 否, a code by its
 * label; an unknown value as 没有数据.
 *
 * @example officeText(623000, { type: 'money', unit: '元/年' }) // '6,230.00 元/年'
 */
export function officeText(value: FeatureValue | undefined, { type, unit, codes }: Wording): string {
  if (value === null || value === undefined) return '没有数据'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return type === 'day' ? dayText(value) : (codes?.[value] ?? value)
  if (type === 'money') return `${yuanText(fen(Math.round(value)))} ${unit ?? '元'}`
  if (type === 'percent') return `${grouped(value)}%`
  return unit === undefined ? grouped(value) : `${grouped(value)} ${unit}`
}

function grouped(value: number): string {
  const [whole = '0', fraction] = String(Math.abs(Math.round(value * 100) / 100)).split('.')
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0 ? '-' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`
}

function dayText(value: string): string {
  const [year, month, date] = value.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
