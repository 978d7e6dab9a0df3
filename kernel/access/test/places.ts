/** The test city 清河市: two invented counties, three townships, five villages; no real place has these codes. */
import { sql } from 'kysely'
import { type DivisionCode, divisionCode, levelOf, parentOf } from '../../basis/index.ts'
import type { Tx } from '../server/index.ts'

/** The codes by what stories call them. */
export const places = {
  province: divisionCode('14'),
  city: divisionCode('1499'),
  云山县: divisionCode('149901'),
  青川县: divisionCode('149902'),
  柳林镇: divisionCode('149901101'),
  石坡乡: divisionCode('149901102'),
  东关镇: divisionCode('149902101'),
  上柳村: divisionCode('149901101201'),
  下柳村: divisionCode('149901101202'),
  石坡村: divisionCode('149901102201'),
  东关村: divisionCode('149902101201'),
  西关村: divisionCode('149902101202'),
} as const satisfies Record<string, DivisionCode>

const named = [
  [places.province, '山西省', '省', 'shan xi sheng', 'sxs'],
  [places.city, '清河市', '市', 'qing he shi', 'qhs'],
  [places.云山县, '云山县', '县', 'yun shan xian', 'ysx'],
  [places.青川县, '青川县', '县', 'qing chuan xian', 'qcx'],
  [places.柳林镇, '柳林镇', '镇', 'liu lin zhen', 'llz'],
  [places.石坡乡, '石坡乡', '乡', 'shi po xiang', 'spx'],
  [places.东关镇, '东关镇', '镇', 'dong guan zhen', 'dgz'],
  [places.上柳村, '上柳村', '村', 'shang liu cun', 'slc'],
  [places.下柳村, '下柳村', '村', 'xia liu cun', 'xlc'],
  [places.石坡村, '石坡村', '村', 'shi po cun', 'spc'],
  [places.东关村, '东关村', '村', 'dong guan cun', 'dgc'],
  [places.西关村, '西关村', '村', 'xi guan cun', 'xgc'],
] as const

/** Puts the places into the tree; those that are there already stay as they are. */
export async function insertPlaces(tx: Tx): Promise<void> {
  for (const [code, name, kind, pinyin, initials] of named) {
    await sql`
      insert into divisions.division (code, parent, level, name, kind, pinyin, initials, valid_from)
      values (${code}, ${parentOf(code) ?? null}, ${levelOf(code)}, ${name}, ${kind}, ${pinyin}, ${initials}, '2020-01-01')
      on conflict (code) do nothing`.execute(tx)
  }
}
