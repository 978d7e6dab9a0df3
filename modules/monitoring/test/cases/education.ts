/** Stories about school. */
import type { Story } from '../builders.ts'

const child = {
  name: '王小花',
  sex: 'female',
  born: '2010-04-01',
  labour: 'none',
  relation: 'daughter',
  education: null,
  schooling: 'grade7',
}
const student = { ...child, name: '王小军', born: '2004-04-01', schooling: 'bachelor1' }

/** What an official expects of the school rules. */
export const educationStories: readonly Story[] = [
  {
    says: '十三岁的孩子学籍上是疑似辍学',
    members: [{}, child],
    feeds: { enrolment: [{ who: 1, stage: 'junior', state: 'suspectedDropout' }] },
    points: ['school.dropout'],
  },
  {
    says: '孩子初中休学治病，不是辍学',
    members: [{}, child],
    feeds: { enrolment: [{ who: 1, stage: 'junior', state: 'suspended' }] },
    points: [],
    spares: ['school.dropout', 'school.outOfSchool'],
  },
  {
    says: '重度残疾孩子送教上门，算在学',
    members: [{}, { ...child, schooling: null, education: 'illiterate' }],
    feeds: { enrolment: [{ who: 1, stage: 'special', state: 'homeTaught' }] },
    points: [],
    spares: ['school.outOfSchool'],
  },
  {
    says: '九岁的孩子没有学籍，户档也没有登记在校',
    members: [{}, { ...child, born: '2013-10-01', schooling: 'preschoolAge' }],
    points: ['school.outOfSchool'],
  },
  {
    says: '孩子随父母在外县上学，户档登记在校，本县没有学籍',
    members: [{}, child],
    points: [],
    spares: ['school.outOfSchool'],
  },
  {
    says: '开学时不满六周岁，还不到入学年龄',
    members: [{}, { ...child, born: '2016-09-01', schooling: 'preschoolAge' }],
    points: [],
    spares: ['school.outOfSchool'],
  },
  {
    says: '大学生一年净支出12000元',
    members: [{}, student],
    feeds: { enrolment: [{ who: 1, stage: 'university', netCost: 1_200_000 }] },
    points: ['school.cost'],
  },
  {
    says: '大学生去年净支出12000元，今年已毕业',
    members: [{}, { ...student, schooling: null, education: 'bachelor', labour: 'ordinary' }],
    feeds: {
      enrolment: [
        { who: 1, schoolYear: '2021-2022', stage: 'university', netCost: 1_200_000 },
        { who: 1, stage: 'university', state: 'graduated' },
      ],
    },
    points: [],
    spares: ['school.cost'],
  },
]
