/** The households of 东关村 and 西关村 in the neighbouring county: watched and cleared ones, and water. */
import { accident, card, disaster, inHospital, measure, vehicle, works } from './department-lines.ts'
import { type Story, grown, pupil } from './story.ts'

const east = '东关村'
const west = '西关村'

/** The stories of 东关村, one household each; water stopped for 36 days here, which is not too long. */
export const dongGuan: readonly Story[] = [
  {
    village: east,
    group: '东街',
    kind: '脱贫户',
    watch: { type: '脱贫不稳定户', identified: '2023-02' },
    income: [6_700, 6_500],
    members: [
      grown('阎守信', '户主', '男', '1969-02-27', { workMonths: 5 }),
      grown('韩粉桃', '配偶', '女', '1970-08-30'),
    ],
    lines: [works(0)],
    facts: '2023年2月纳入监测，122天没有任何帮扶措施，超过30天；已在监测，不再提示收入。',
    doubts: ['measure.none'],
  },
  {
    village: east,
    group: '东街',
    kind: '一般农户',
    watch: { type: '边缘易致贫户', identified: '2022-10' },
    income: [6_600, 6_900],
    members: [
      grown('毕成功', '户主', '男', '1972-04-15', { workMonths: 6 }),
      grown('谷莲莲', '配偶', '女', '1974-01-08'),
    ],
    lines: [works(0), measure('综合保障', '纳入农村低保', '2022-11-01')],
    facts: '有劳动力，帮扶措施只有1项综合保障。',
    doubts: ['measure.backstopOnly'],
  },
  {
    village: east,
    group: '东街',
    kind: '一般农户',
    watch: { type: '突发严重困难户', identified: '2022-11' },
    income: [9_600, 9_200],
    members: [
      grown('车文明', '户主', '男', '1975-12-03', { workMonths: 4 }),
      grown('申小翠', '配偶', '女', '1977-07-28', { health: '患有大病', labour: '丧失劳动力' }),
    ],
    lines: [works(0), measure('健康帮扶', '大病救治', '2022-12-01')],
    facts: '纳入监测7个月，有劳动力，措施只有健康帮扶，没有产业、就业、金融、公益岗。',
    doubts: ['measure.developmentMissing'],
  },
  {
    village: east,
    group: '东街',
    kind: '脱贫户',
    watch: { type: '脱贫不稳定户', identified: '2023-06' },
    income: [7_000, 6_700],
    members: [
      grown('戴兴旺', '户主', '男', '1978-03-22', { workMonths: 5 }),
      grown('靳美丽', '配偶', '女', '1980-10-10'),
    ],
    lines: [works(0, '2023-01-05')],
    facts: '2023年6月刚纳入监测，还在30天内，暂无措施不提示。',
    doubts: [],
  },
  {
    village: east,
    group: '北街',
    kind: '一般农户',
    watch: { type: '边缘易致贫户', identified: '2023-03' },
    income: [6_900, 7_000],
    members: [
      grown('杜金宝', '户主', '男', '1974-05-19', { workMonths: 7 }),
      grown('杜小燕', '之女', '女', '1999-09-29'),
    ],
    lines: [
      works(0),
      measure('产业帮扶', '养羊20只', '2023-04-01'),
      vehicle(0, '小型轿车', '否', '2019-11-08'),
    ],
    facts: '在监测，名下有一辆非营运小轿车；已有产业帮扶。',
    doubts: ['register.holdings'],
  },
  {
    village: east,
    group: '北街',
    kind: '脱贫户',
    watch: { type: '脱贫不稳定户', identified: '2021-06', cleared: '2022-12' },
    income: [8_600, 9_100],
    members: [
      grown('方圆圆', '户主', '女', '1981-06-03', { workMonths: 6 }),
      grown('方小军', '之子', '男', '2003-12-27', { education: '高中' }),
    ],
    lines: [works(0), disaster('2023-05-16', '风雹', 6000, 3000)],
    facts: '风险2022年12月消除；2023年5月16日又受灾，损失6000元（已救助3000元）。',
    doubts: ['disaster.recent', 'watch.newRiskAfterClearing'],
  },
  {
    village: east,
    group: '北街',
    kind: '脱贫户',
    watch: { type: '脱贫不稳定户', identified: '2021-09', cleared: '2022-12' },
    income: [9_400, 9_700],
    members: [
      grown('顾成林', '户主', '男', '1966-08-16', { health: '患有大病' }),
      grown('顾建新', '之子', '男', '1991-02-20', { workMonths: 8 }),
    ],
    lines: [works(1), inHospital(0, '2023-02-14', 2600), inHospital(0, '2023-05-05', 2400)],
    facts: '风险2022年12月消除；消除次月以来自付2600+2400=5000元，恰好达到脱贫户5000元。',
    doubts: ['medical.selfPayHigh', 'watch.newRiskAfterClearing'],
  },
  {
    village: east,
    group: '北街',
    kind: '脱贫户',
    watch: { type: '突发严重困难户', identified: '2022-06', cleared: '2023-05' },
    income: [10_400, 10_700],
    members: [
      grown('韩大强', '户主', '男', '1980-11-05', { workMonths: 6 }),
      grown('苗秀秀', '配偶', '女', '1982-05-21'),
    ],
    lines: [works(0), accident(1, '2023-02-10', '重伤', 6000)],
    facts: '2023年2月10日苗秀秀事故重伤；风险2023年5月才消除，事故在消除之前，不算消除后的新风险。',
    doubts: ['accident.recent'],
  },
  {
    village: east,
    group: '北街',
    kind: '脱贫户',
    income: [13_900, 14_400],
    members: [
      grown('何晓东', '户主', '男', '1979-01-31', { workMonths: 11 }),
      grown('阿依古丽·买买提', '配偶', '女', '1983-03-21'),
      grown('何晓梅', '之兄弟姐妹', '女', '1986-04-18'),
    ],
    lines: [works(0, '2022-02-20'), vehicle(0, '小型轿车', '否', '2021-07-07')],
    facts: '有一辆小轿车，但不是监测对象，不提示。',
    doubts: [],
  },
]

/** The stories of 西关村, where water stopped for 37 days in the last year. */
export const xiGuan: readonly Story[] = [
  {
    village: west,
    group: '西街',
    kind: '一般农户',
    income: [12_200, 12_300],
    members: [grown('江海燕', '户主', '女', '1976-04-06'), grown('江文涛', '之子', '男', '1999-07-11')],
    facts: '全村近一年停水37天，超过36天。',
    doubts: ['water.stopped'],
  },
  {
    village: west,
    group: '西街',
    kind: '脱贫户',
    income: [7_000, 7_000],
    members: [
      grown('金大山', '户主', '男', '1971-10-28', { workMonths: 4 }),
      grown('毛玉兰', '配偶', '女', '1973-12-14'),
    ],
    lines: [works(0)],
    facts: '全村停水37天；人均7000元，低于7100元，没有纳入监测。',
    doubts: ['water.stopped', 'income.belowLine'],
  },
  {
    village: west,
    group: '西街',
    kind: '脱贫户',
    watch: { type: '脱贫不稳定户', identified: '2020-12', cleared: '2021-12' },
    income: [9_300, 9_800],
    members: [
      grown('孔令华', '户主', '男', '1968-06-09', { workMonths: 7 }),
      grown('孔维佳', '之女', '女', '1996-03-30'),
    ],
    lines: [works(0)],
    facts: '风险2021年12月消除；全村停水37天，饮水又出现问题。',
    doubts: ['water.stopped', 'watch.newRiskAfterClearing'],
  },
  {
    village: west,
    group: '西街',
    kind: '一般农户',
    income: [11_600, 12_000],
    members: [
      grown('骆建华', '户主', '男', '1989-09-17'),
      grown('骆秋香', '之母', '女', '1964-02-08', { health: '残疾', labour: '丧失劳动力' }),
      pupil('骆宝宝', '之子', '男', '2019-12-02', '学龄前儿童'),
    ],
    lines: [card(1, '肢体残疾', '一级', '2015-03-01', '否')],
    facts: '全村停水37天；骆秋香一级残疾无补贴记录，但东关镇的残疾补贴名单还没有报来，不作判断。',
    doubts: ['water.stopped'],
  },
]
