/** Rules about school, kept by the education bureau. */
import { all, any, gte, not, type Rule } from '@xinlu/kernel/rules'
import { documents, feature, flag, parameter, rule, some } from './words.ts'

const owner = '教育局'

/** A child of compulsory age is out of school by one of the three sources. */
export const outOfSchool = any(some('dropouts'), some('outOfSchool'), flag('dropoutSeen'))

/** The rules about school. A dropout is pointed at even where the household is watched: 三保障 knows no exception. */
export const educationRules: readonly Rule[] = [
  rule({
    key: 'school.dropout',
    name: '义务教育阶段辍学',
    clause: `${documents.cityGuarantees}：健全控辍保学长效机制;《中华人民共和国义务教育法》第十三条`,
    level: 'red',
    kind: 'risk',
    owner,
    riskCode: 'R02',
    when: some('dropouts'),
    explain: '家里有 {dropouts} 处在义务教育阶段，学籍状态为辍学或疑似辍学，还没有复学。请会同学校上门劝返。',
  }),
  rule({
    key: 'school.outOfSchool',
    name: '适龄儿童未入学',
    clause: `${documents.cityGuarantees}：控辍保学；教育部“四查三比对”(查户籍、查学籍)`,
    level: 'orange',
    kind: 'risk',
    owner,
    riskCode: 'R02',
    version: 2,
    when: all(not(some('dropouts')), some('outOfSchool')),
    explain:
      '比对户籍和学籍，家里有 {outOfSchool} 到了上学年龄却没有学籍。在外地就读的，请登记就读学校；确未入学的，请劝返或安排送教。',
  }),
  rule({
    key: 'school.cost',
    name: '上学负担较重',
    clause: `${documents.national}：因学刚性支出较大；非义务教育净支出筛查`,
    level: 'yellow',
    kind: 'risk',
    owner,
    riskCode: 'R02',
    when: all(not(flag('watchedSchool')), gte(feature('schoolCost'), parameter('school.cost'))),
    mentions: ['laterStudents'],
    explain:
      '家里有 {laterStudents} 上高中及以上，扣除资助后一学年净支出 {schoolCost}，达到预警线 {school.cost}。请核对助学金、助学贷款是否办了。',
  }),
]
