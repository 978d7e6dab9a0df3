/** 与户主关系: the 28 relations of the national export, and what each implies. */
import { day } from '@xinlu/kernel/basis'
import { type CodeOf, defineCodes } from './codes/code-list.ts'
import type { Sex } from './codes/person.ts'

/** The relations in the order of the export. */
export const relations = defineCodes({
  title: '与户主关系',
  standard: '全国防返贫监测信息系统脱贫人口导出表（28项）',
  from: day('2023-01-01'),
  labels: {
    head: '户主',
    spouse: '配偶',
    son: '之子',
    daughter: '之女',
    daughterInLaw: '之儿媳',
    sonInLaw: '之女婿',
    grandson: '之孙子',
    granddaughter: '之孙女',
    daughtersSon: '之外孙子',
    daughtersDaughter: '之外孙女',
    father: '之父',
    mother: '之母',
    wifesFather: '之岳父',
    wifesMother: '之岳母',
    husbandsFather: '之公公',
    husbandsMother: '之婆婆',
    grandfather: '之祖父',
    grandmother: '之祖母',
    mothersFather: '之外祖父',
    mothersMother: '之外祖母',
    sibling: '之兄弟姐妹',
    greatGrandson: '之曾孙子',
    greatGranddaughter: '之曾孙女',
    nephew: '之侄儿',
    niece: '之侄女',
    siblingInLaw: '之兄弟媳妇',
    uncle: '之叔伯',
    other: '其他',
  },
  aliases: {
    本人: 'head',
    户主本人: 'head',
    妻: 'spouse',
    夫: 'spouse',
    子: 'son',
    女: 'daughter',
    父: 'father',
    母: 'mother',
    儿媳: 'daughterInLaw',
    女婿: 'sonInLaw',
    孙子: 'grandson',
    孙女: 'granddaughter',
    其它: 'other',
  },
})

/** A code of 与户主关系. */
export type Relation = CodeOf<typeof relations>

const impliedSex: Partial<Record<Relation, Sex>> = {
  son: 'male',
  daughter: 'female',
  daughterInLaw: 'female',
  sonInLaw: 'male',
  grandson: 'male',
  granddaughter: 'female',
  daughtersSon: 'male',
  daughtersDaughter: 'female',
  father: 'male',
  mother: 'female',
  wifesFather: 'male',
  wifesMother: 'female',
  husbandsFather: 'male',
  husbandsMother: 'female',
  grandfather: 'male',
  grandmother: 'female',
  mothersFather: 'male',
  mothersMother: 'female',
  greatGrandson: 'male',
  greatGranddaughter: 'female',
  nephew: 'male',
  niece: 'female',
  siblingInLaw: 'female',
  uncle: 'male',
}

/** Answers the sex a relation implies, or nothing when it implies none. */
export function sexOf(relation: Relation): Sex | undefined {
  return impliedSex[relation]
}

/** Answers the sex that the relation implies for the head: who has a 岳父 is a man, who has a 公公 is a woman. */
export function headSexOf(relation: Relation): Sex | undefined {
  if (relation === 'wifesFather' || relation === 'wifesMother') return 'male'
  if (relation === 'husbandsFather' || relation === 'husbandsMother') return 'female'
  return undefined
}
