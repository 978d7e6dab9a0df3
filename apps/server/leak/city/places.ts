/** The invented places of the leak run: two counties of one city, and a county of another. */

/** A place, and the rare character that stands in every text about it and about nowhere else. */
export interface MarkedPlace {
  code: number
  name: string
  sign: string
}

const listed: [code: number, name: string][] = [
  [149900000000, '云州市'],
  [149921000000, '河湾县'],
  [149921100000, '柳林镇'],
  [149921100201, '东坡村委会'],
  [149921100202, '西坡村委会'],
  [149921201000, '南沟乡'],
  [149921201201, '北沟村委会'],
  [149922000000, '石岭县'],
  [149922100000, '石岭镇'],
  [149922100201, '前石村委会'],
  [149922100202, '后石村委会'],
  [149800000000, '海州市'],
  [149821000000, '望海县'],
  [149821100000, '望海镇'],
  [149821100201, '渔湾村委会'],
]

// Characters of CJK Extension A: they pass for names, and no text of the system uses them.
const FIRST_SIGN = 0x3400

/** All places with rows in them. */
export const places: readonly MarkedPlace[] = listed.map(([code, name], index) => ({
  code,
  name,
  sign: String.fromCodePoint(FIRST_SIGN + index),
}))

const byCode = new Map(places.map((place) => [place.code, place]))
const bySign = new Map(places.map((place) => [place.sign, place]))

/** Answers the place of a code; throws for one that has no rows. */
export function placeOf(code: number): MarkedPlace {
  const place = byCode.get(code)
  if (!place) throw new Error(`the leak run has no rows in ${code}`)
  return place
}

/** Answers the codes of the places whose sign stands in a text. */
export function placesNamedIn(text: string): number[] {
  const found = new Set<number>()
  for (const sign of text.match(/[\u3400-\u343f]/gu) ?? []) {
    const place = bySign.get(sign)
    if (place) found.add(place.code)
  }
  return [...found]
}

/** The list as `loadDivisions` reads it. */
export const placesCsv = [
  'code,name,kind,urban_rural,valid_from',
  ...listed.map(([code, name]) => {
    const isVillage = code % 1000 > 0
    return [code, name, isVillage ? '村' : name.slice(-1), isVillage ? '220' : '', '2020-06-30'].join(',')
  }),
].join('\n')
