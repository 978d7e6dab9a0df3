/** 教育局: pupils and students, school year by school year. */
import { halfWidth, ok, reason, refuse } from '@xinlu/kernel/basis'
import { choice, day, defineLedger, money, text, yesNo } from '@xinlu/kernel/ledgers'
import { passedOver, subject } from './subject.ts'

const stages = {
  kindergarten: '学前教育',
  primary: '小学',
  junior: '初中',
  special: '特殊教育',
  senior: '普通高中',
  vocational: '中等职业教育',
  college: '高职高专',
  university: '本科',
  graduate: '研究生',
}

// Compulsory education is counted through: 七年级 is the first year of 初中. Above it each stage counts its own years.
const grades = {
  '1': '一年级',
  '2': '二年级',
  '3': '三年级',
  '4': '四年级',
  '5': '五年级',
  '6': '六年级',
  '7': '七年级',
  '8': '八年级',
  '9': '九年级',
}

/** One row for each student and school year; a later batch of the same year brings the state up to date. */
export const enrolment = defineLedger({
  name: 'departments.enrolment',
  title: '学籍',
  owner: '教育局',
  about: '每名学生每学年填一行；净支出是本学年学费、住宿费等减去资助后由家庭负担的部分。',
  columns: {
    ...subject({ name: ['学生姓名'], id: ['学生身份证号', '学生身份证件号', '身份证件号'] }),
    schoolYear: text('学年', {
      required: true,
      aliases: ['学年度', '所属学年'],
      example: '2022-2023',
      help: '写作2022-2023。',
      parse: (given) => readSchoolYear(given),
    }),
    school: text('学校名称', {
      max: 100,
      sensitivity: 'personal',
      aliases: ['学校', '就读学校', '所在学校'],
    }),
    stage: choice('学段', stages, {
      required: true,
      aliases: ['就读学段', '教育阶段'],
      also: {
        幼儿园: 'kindergarten',
        学前: 'kindergarten',
        初级中学: 'junior',
        特教: 'special',
        高中: 'senior',
        中职: 'vocational',
        中专: 'vocational',
        职高: 'vocational',
        技工学校: 'vocational',
        高职: 'college',
        大专: 'college',
        专科: 'college',
        大学: 'university',
        大学本科: 'university',
        硕士: 'graduate',
        博士: 'graduate',
      },
    }),
    grade: choice('年级', grades, {
      sensitivity: 'personal',
      aliases: ['就读年级'],
      also: {
        初一: '7',
        初二: '8',
        初三: '9',
        高一: '1',
        高二: '2',
        高三: '3',
        高中一年级: '1',
        高中二年级: '2',
        高中三年级: '3',
        大一: '1',
        大二: '2',
        大三: '3',
        大四: '4',
      },
    }),
    state: choice(
      '学籍状态',
      {
        enrolled: '在读',
        suspended: '休学',
        suspectedDropout: '疑似辍学',
        dropout: '辍学',
        graduated: '毕业',
        homeTaught: '送教上门',
      },
      {
        required: true,
        aliases: ['就读状态', '学生状态', '在校状态', '控辍保学状态'],
        also: {
          在校: 'enrolled',
          在籍在校: 'enrolled',
          正常在读: 'enrolled',
          复学: 'enrolled',
          失学: 'dropout',
          失学辍学: 'dropout',
          已毕业: 'graduated',
          送教: 'homeTaught',
        },
      },
    ),
    stateOn: day('状态日期', { aliases: ['状态变动日期', '辍学日期', '休学日期'] }),
    netCost: money('本学年家庭净支出（元）', {
      max: 500_000,
      aliases: ['本学年净支出', '家庭净支出', '净支出', '教育净支出', '自付学费', '上学净支出（元）'],
    }),
    isBoarding: yesNo('是否寄宿', { aliases: ['是否寄宿生', '寄宿生'] }),
    aid: text('资助项目', { max: 60, aliases: ['享受资助项目', '资助名称'] }),
    aidAmount: money('资助金额（元）', { max: 500_000, aliases: ['资助金额', '受助金额'] }),
  },
  list: ['schoolYear', 'stage', 'grade', 'state', 'netCost'],
  form: [
    { title: '学生', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '学籍', columns: ['schoolYear', 'school', 'stage', 'grade', 'state', 'stateOn', 'isBoarding'] },
    { title: '费用和资助', columns: ['netCost', 'aid', 'aidAmount'] },
  ],
  checks: [
    (row) => {
      const grade = Number(row.grade)
      const isWrong =
        row.grade !== null &&
        ((row.stage === 'primary' && grade > 6) ||
          (row.stage === 'junior' && grade < 6) ||
          ((row.stage === 'senior' || row.stage === 'vocational') && grade > 4))
      return isWrong
        ? reason(
            'departments.grade-of-stage',
            `学段${stages[row.stage]}没有${grades[row.grade!]}，请核对学段和年级。`,
            { path: 'grade' },
          )
        : null
    },
  ],
  ignored: [
    ...passedOver,
    '学籍号',
    '全国学籍号',
    '班级',
    '班主任',
    '家长姓名',
    '监护人',
    '劝返次数',
    '复学日期',
  ],
})

/** Reads 2022, 2022-2023, 2022—2023学年 as 2022-2023; refuses years that do not follow each other. */
export function readSchoolYear(given: string) {
  const found = /^(20\d\d)(?:[-—–~至/]+(20\d\d))?(?:学年度?)?$/.exec(halfWidth(given).replace(/\s/g, ''))
  const first = Number(found?.[1])
  if (!found || (found[2] !== undefined && Number(found[2]) !== first + 1)) {
    return refuse(
      reason('departments.school-year', `学年「${given}」不正确，应写作2022-2023。`, { value: given }),
    )
  }
  return ok(`${first}-${first + 1}`)
}
