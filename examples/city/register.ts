/** The register of the examples: every story with its places, codes, identity numbers and telephones. */
import { citizenNumbers } from '../../apps/server/demo/citizen-numbers.ts'
import { dongGuan, xiGuan } from './dong-guan.ts'
import { shangLiu } from './shang-liu.ts'
import { shiPo } from './shi-po.ts'
import { xiaLiu } from './xia-liu.ts'
import type { Member, Story, VillageName } from './story.ts'

/** Where a village lies. */
export interface Place {
  county: string
  town: string
  village: VillageName
  code: string
}

/** A member with what identifies him. */
export interface Registered extends Member {
  number: string
  code: string
  phone: string
}

/** A household with what identifies it. */
export interface Household extends Omit<Story, 'members'> {
  place: Place
  code: string
  members: readonly Registered[]
}

const places: Readonly<Record<VillageName, Place>> = {
  上柳村: { county: '云山县', town: '柳林镇', village: '上柳村', code: '149901101201' },
  下柳村: { county: '云山县', town: '柳林镇', village: '下柳村', code: '149901101202' },
  石坡村: { county: '云山县', town: '石坡乡', village: '石坡村', code: '149901102201' },
  东关村: { county: '青川县', town: '东关镇', village: '东关村', code: '149902101201' },
  西关村: { county: '青川县', town: '东关镇', village: '西关村', code: '149902101202' },
}

/** Answers all households in the order of the list; the same every time. */
export function registerOfExamples(): readonly Household[] {
  const number = citizenNumbers()
  const known = new Map<string, string>()
  const count = new Map<VillageName, number>()
  let phones = 0
  return [...shangLiu, ...xiaLiu, ...shiPo, ...dongGuan, ...xiGuan].map((story) => {
    const place = places[story.village]
    const nth = (count.get(story.village) ?? 0) + 1
    count.set(story.village, nth)
    const code = `${place.code}${String(nth).padStart(4, '0')}`
    const members = story.members.map((member, at) => {
      // One name and birthday is one person, also where two counties have registered her.
      const who = `${member.name} ${member.born}`
      const sex = member.sex === '男' ? 'male' : 'female'
      const own = known.get(who) ?? number(Number(place.code.slice(0, 6)), member.born, sex)
      known.set(who, own)
      phones += 1
      const phone = `1990000${String(phones).padStart(4, '0')}`
      return { ...member, number: own, code: `${code}${String(at + 1).padStart(2, '0')}`, phone }
    })
    return { ...story, place, code, members }
  })
}
