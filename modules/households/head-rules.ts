/** Who may stand beside whom: exactly one 户主, at most one 配偶, and sexes that fit the relations. */
import { labelOf } from './codes/code-list.ts'
import { type Sex, sexes } from './codes/person.ts'
import { type Relation, headSexOf, relations, sexOf } from './relation.ts'

/** What the rules look at in one person. */
export interface Relative {
  id: string
  name: string
  relation: Relation
  sex: Sex | null
}

/** One thing that does not fit; `person` when it is one person's. */
export interface HeadRuleBreach {
  mark: 'noHead' | 'manyHeads' | 'manySpouses' | 'sameSexSpouse' | 'relationSex' | 'headSex'
  person?: string
  what: string
  todo: string
}

/** Answers every breach in a household; an empty list for a household that fits. */
export function headRules(people: readonly Relative[]): HeadRuleBreach[] {
  const heads = people.filter((person) => person.relation === 'head')
  const spouses = people.filter((person) => person.relation === 'spouse')
  return [
    ...count(people, heads, spouses),
    ...couple(heads, spouses),
    ...people.flatMap((person) => sexFits(person, heads)),
  ]
}

function count(people: readonly Relative[], heads: Relative[], spouses: Relative[]): HeadRuleBreach[] {
  const breaches: HeadRuleBreach[] = []
  if (people.length > 0 && heads.length === 0) {
    breaches.push({
      mark: 'noHead',
      what: '这一户没有户主。',
      todo: '请办理“户主变更”，指定一名成员为户主。',
    })
  }
  if (heads.length > 1) {
    const names = heads.map((head) => head.name).join('、')
    breaches.push({
      mark: 'manyHeads',
      what: `这一户有${heads.length}名户主：${names}。`,
      todo: '请保留一名户主，改正其余成员与户主的关系。',
    })
  }
  if (spouses.length > 1) {
    const names = spouses.map((spouse) => spouse.name).join('、')
    breaches.push({
      mark: 'manySpouses',
      what: `这一户有${spouses.length}名配偶：${names}。`,
      todo: '请核对与户主关系，配偶最多一名。',
    })
  }
  return breaches
}

function couple(heads: Relative[], spouses: Relative[]): HeadRuleBreach[] {
  const [head, spouse] = [heads[0], spouses[0]]
  if (heads.length !== 1 || spouses.length !== 1 || !head?.sex || head.sex !== spouse?.sex) return []
  return [
    {
      mark: 'sameSexSpouse',
      person: spouse.id,
      what: `户主${head.name}与配偶${spouse.name}的性别都是${labelOf(sexes, head.sex)}。`,
      todo: '请对照证件核对两人的性别，或改正与户主的关系。',
    },
  ]
}

function sexFits(person: Relative, heads: Relative[]): HeadRuleBreach[] {
  const breaches: HeadRuleBreach[] = []
  const label = labelOf(relations, person.relation)
  const needed = sexOf(person.relation)
  if (needed && person.sex && person.sex !== needed) {
    breaches.push({
      mark: 'relationSex',
      person: person.id,
      what: `${person.name}与户主关系是“${label}”，性别却是${labelOf(sexes, person.sex)}。`,
      todo: '请对照证件核对性别，或改正与户主的关系。',
    })
  }
  const head = heads.length === 1 ? heads[0] : undefined
  const headSex = headSexOf(person.relation)
  if (head?.sex && headSex && head.sex !== headSex) {
    breaches.push({
      mark: 'headSex',
      person: person.id,
      what: `${person.name}与户主关系是“${label}”，户主${head.name}的性别却是${labelOf(sexes, head.sex)}。`,
      todo: '请核对关系称谓：岳父岳母对应男户主，公公婆婆对应女户主。',
    })
  }
  return breaches
}
