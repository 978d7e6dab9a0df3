/** Children of school age, students, and what school costs. */
import { defineFeatures } from '@xinlu/kernel/rules'

const source = '教育局·学籍'

/** Features of the current school year, which begins on 1 September. */
export const educationFeatures = defineFeatures({
  dropouts: {
    label: '辍学人数',
    type: 'count',
    unit: '人',
    window: '当前学年',
    source,
    help: '义务教育阶段学籍状态为辍学或疑似辍学、尚未复学。',
  },
  outOfSchool: {
    label: '适龄未入学人数',
    type: 'count',
    unit: '人',
    window: '当前学年',
    source: '教育局·学籍与户档比对',
    help: '学年开始时满6周岁不满15周岁，当前学年没有学籍，户档也没有登记在校；户档登记在外县就读的不算。',
  },
  homeTaught: { label: '送教上门人数', type: 'count', unit: '人', window: '当前学年', source },
  boarders: { label: '义务教育寄宿生', type: 'count', unit: '人', window: '当前学年', source },
  laterStudents: { label: '非义务教育在读人数', type: 'count', unit: '人', window: '当前学年', source },
  schoolCost: {
    label: '非义务教育家庭净支出',
    type: 'money',
    unit: '元/学年',
    window: '每名学生最近一个有费用记录的学年（本学年或上学年）',
    source,
  },
})
