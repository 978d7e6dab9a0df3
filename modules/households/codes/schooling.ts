/** 在校生状况: where somebody who is at school stands, and what that says about compulsory and vocational stages. */
import { day } from '@xinlu/kernel/basis'
import { type CodeOf, defineCodes } from './code-list.ts'

/** 在校生状况, only for people who are at school or not yet of school age. */
export const schoolings = defineCodes({
  title: '在校生状况',
  standard: '全国防返贫监测信息系统脱贫人口导出表（2023年版）',
  from: day('2023-01-01'),
  labels: {
    preschoolAge: '学龄前儿童',
    kindergarten: '学前教育',
    primary: '小学',
    grade7: '七年级',
    grade8: '八年级',
    grade9: '九年级',
    senior1: '普通高中一年级',
    senior2: '普通高中二年级',
    senior3: '普通高中三年级',
    vocational1: '中职一年级',
    vocational2: '中职二年级',
    vocational3: '中职三年级',
    higherVocational1: '高职高专一年级',
    higherVocational2: '高职高专二年级',
    higherVocational3: '高职高专三年级',
    technician1: '技师学院一年级',
    technician2: '技师学院二年级',
    technician3: '技师学院三年级',
    technician4: '技师学院四年级',
    bachelor1: '本科一年级',
    bachelor2: '本科二年级',
    bachelor3: '本科三年级',
    bachelor4: '本科四年级',
    bachelor5: '本科五年级',
    master: '硕士研究生及以上',
  },
  aliases: {
    初一: 'grade7',
    初二: 'grade8',
    初三: 'grade9',
    高一: 'senior1',
    高二: 'senior2',
    高三: 'senior3',
  },
})

/** A code of 在校生状况. */
export type Schooling = CodeOf<typeof schoolings>

/** Tells whether the code means that somebody is at a school of the compulsory stage. */
export function isCompulsoryStage(schooling: Schooling): boolean {
  return schooling === 'primary' || schooling === 'grade7' || schooling === 'grade8' || schooling === 'grade9'
}

/** Tells whether the code is a vocational one (中职, 高职高专, 技师学院): the stages of 雨露计划. */
export function isVocational(schooling: Schooling): boolean {
  return /^(vocational|higherVocational|technician)/.test(schooling)
}

/** Tells whether the code means a pupil or student; a child before school age is none. */
export function isAtSchool(schooling: Schooling): boolean {
  return schooling !== 'preschoolAge'
}
