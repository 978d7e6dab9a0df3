/** Moves people from one membership to the next on one day, as 分户, 合户 and 户主变更 do. */
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { InReason, OutReason } from '../codes/member-change.ts'
import { relationsIncomplete } from '../problems.ts'
import type { Relation } from '../relation.ts'
import { closeMembership, openMembership } from './store/member.ts'

/** A person and what he or she will be to the head. */
export interface Kinship {
  person: string
  relation: Relation
}

/** Ends each membership and begins the next with the relation given. */
export async function rejoin(
  tx: Tx,
  people: readonly Kinship[],
  to: {
    county: number
    division: DivisionCode
    household: string
    onDay: Day
    by: string
    out: OutReason
    in: InReason
  },
): Promise<void> {
  const { county, division, household, onDay, by } = to
  for (const { person, relation } of people) {
    await closeMembership(tx, { county, person, reason: to.out, onDay, state: 'living' })
    await openMembership(tx, { county, division, household, person, relation, reason: to.in, onDay, by })
  }
}

/** Refuses relations that do not name exactly these people, each once. */
export function mustNameEverybody(people: readonly Kinship[], wanted: readonly string[]): void {
  const named = people.map((one) => one.person)
  if (new Set(named).size !== named.length) throw relationsIncomplete({ what: '有人被填写了两次，请核对。' })
  const missing = wanted.filter((id) => !named.includes(id)).length
  const strange = named.filter((id) => !wanted.includes(id)).length
  if (missing > 0) throw relationsIncomplete({ what: `还有${missing}名成员没有填写与户主关系。` })
  if (strange > 0) throw relationsIncomplete({ what: `有${strange}人现在不是这一户的成员，请刷新户档。` })
}

/** Refuses relations whose number of heads is not the one wanted. */
export function mustHaveHeads(people: readonly Kinship[], wanted: 0 | 1): void {
  const heads = people.filter((one) => one.relation === 'head').length
  if (heads === wanted) return
  throw relationsIncomplete({
    what: wanted === 1 ? `应当有一名户主，现在有${heads}名。` : '并入的成员不能再是户主。',
  })
}
