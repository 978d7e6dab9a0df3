/** A small invented city for the tests of this room: two counties, three townships, five villages. */
import { day, divisionCode, levelOf, parentOf, type Day } from '../../basis/index.ts'
import type { Division } from '../model.ts'
import { initialsOf, pinyinOf } from '../server/pinyin-of.ts'
import { DivisionTree } from '../tree.ts'

/** The list as a file; 河湾县 and 石岭县, every name invented. */
export const placesCsv = `code,name,kind,urban_rural,valid_from
149900,云州市,地级市,,2020-06-30
149921,河湾县,县,,2020-06-30
149921100,柳林镇,镇,,2020-06-30
149921100201,东坡村委会,村,220,2020-06-30
149921100202,西坡村委会,村,220,2020-06-30
149921201,南沟乡,乡,,2020-06-30
149921201201,繁峙沟村委会,村,220,2020-06-30
149921201203,上庄村委会,村,220,2020-06-30
149922,石岭县,县,,2020-06-30
149922100,石岭镇,镇,,2020-06-30
149922100201,东坡村委会,村,121,2020-06-30
`

/** The day on which the tests stand. */
export const today: Day = day('2023-06-01')

/** Codes by short names. */
export const place = {
  city: divisionCode(149900),
  hewan: divisionCode(149921),
  liulin: divisionCode('149921100'),
  dongpo: divisionCode('149921100201'),
  xipo: divisionCode('149921100202'),
  nangou: divisionCode('149921201'),
  fanshigou: divisionCode('149921201201'),
  shangzhuang: divisionCode('149921201203'),
  shiling: divisionCode('149922'),
  shilingTown: divisionCode('149922100'),
}

/** The invented city as a tree; `changed` replaces fields of single places by code. */
export function testTree(changed: Record<number, Partial<Division>> = {}): DivisionTree {
  const lines = placesCsv.trim().split('\n').slice(1)
  return new DivisionTree(
    lines.map((line): Division => {
      const [digits, name, kind, urbanRural] = line.split(',') as [string, string, string, string]
      const code = divisionCode(digits)
      const base: Division = {
        code,
        parent: parentOf(code),
        level: levelOf(code),
        name,
        kind,
        pinyin: pinyinOf(name),
        initials: initialsOf(name),
        urbanRural: urbanRural || undefined,
        point: undefined,
        validFrom: day('2020-06-30'),
        validTo: undefined,
        mergedInto: undefined,
        ver: 1,
      }
      return { ...base, ...changed[code] }
    }),
  )
}
