/** The households of 石坡村, whose township has no school, relief or measure list yet. */
import { policeMove, works } from './department-lines.ts'
import { type Story, aged, grown } from './story.ts'

const village = '石坡村'

/** The stories, one household each. */
export const shiPo: readonly Story[] = [
  {
    village,
    group: '石坡',
    kind: '脱贫户',
    income: [15_000, 10_000],
    members: [
      grown('罗建国', '户主', '男', '1977-07-21', { workMonths: 3 }),
      grown('常月仙', '配偶', '女', '1979-03-17'),
    ],
    lines: [works(0, '2023-03-20')],
    facts: '2021年度人均15000元，2022年度10000元，下降33.3%，达到30%。',
    doubts: ['income.fall'],
  },
  {
    village,
    group: '石坡',
    kind: '脱贫户',
    income: [10_000, 7_200],
    members: [
      grown('邓来福', '户主', '男', '1973-01-12', { workMonths: 5 }),
      grown('祝改仙', '配偶', '女', '1974-11-30'),
    ],
    lines: [works(0, '2022-08-15')],
    facts: '人均由10000元降到7200元，下降28%，不到30%；7200元不低于监测线。',
    doubts: [],
  },
  {
    village,
    group: '石坡',
    kind: '一般农户',
    income: [11_400, 11_800],
    members: [
      grown('鲁大妞', '户主', '女', '1987-05-08'),
      grown('鲁小宝', '之子', '男', '2015-08-11', { education: '文盲或半文盲', labour: '无劳动力' }),
    ],
    facts: '鲁小宝7周岁没有学籍，但石坡乡本学年的学籍还没有报来，不作判断。',
    doubts: [],
  },
  {
    village,
    group: '石坡',
    kind: '一般农户',
    income: [5_900, 6_000],
    members: [aged('雷忠义', '户主', '男', '1953-03-05')],
    facts: '独居，70周岁，无劳动力，人均6000元；石坡乡的低保、特困名单还没有报来，不判断是否应享未享。',
    doubts: ['income.belowLine', 'labour.none'],
  },
  {
    village,
    group: '上庄',
    kind: '一般农户',
    income: [10_500, 10_900],
    members: [
      grown('钱满囤', '户主', '男', '1968-10-23'),
      aged('钱福旺', '之父', '男', '1943-12-19'),
      grown('钱志伟', '之子', '男', '1993-07-02'),
    ],
    lines: [policeMove(1, '死亡注销', '2023-05-02')],
    facts: '公安2023年5月2日已登记钱福旺死亡，户档还没有减少。',
    doubts: ['register.memberPending'],
  },
  {
    village,
    group: '上庄',
    kind: '一般农户',
    income: [10_800, 11_100],
    members: [
      grown('管秀英', '户主', '女', '1970-09-06'),
      grown('管李明', '之子', '男', '1995-05-25'),
      grown('管晓丽', '之女', '女', '1998-11-13'),
    ],
    lines: [policeMove(1, '户口迁出', '2023-03-10', '外省某市')],
    facts: '公安2023年3月10日已登记管李明户口迁出，户档还没有减少。',
    doubts: ['register.memberPending'],
  },
  {
    village,
    group: '上庄',
    kind: '一般农户',
    income: [12_400, 12_600],
    members: [
      grown('石大柱', '户主', '男', '1981-01-19'),
      grown('李𠮷祥', '配偶', '女', '1983-06-27'),
      grown('王\ue5e5花', '之兄弟姐妹', '女', '1985-09-10'),
      grown('何晓梅', '其他', '女', '1986-04-18'),
    ],
    facts: '姓名中有生僻字和造字，照原样保存；何晓梅在东关村何晓东户也登记着（两县重复登记）。没有疑点。',
    doubts: [],
  },
]
