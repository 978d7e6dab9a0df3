/** A library that lends books: the rules of its readers are what the engine is tested with. */
import { day, divisionCode } from '../../basis/index.ts'
import {
  all,
  among,
  any,
  defineCatalogue,
  defineFeatures,
  defineParameters,
  defineRule,
  gt,
  gte,
  isKnown,
  isTrue,
  lt,
  not,
  times,
  value,
  vocabulary,
} from '../index.ts'

/** The features of a reader. */
export const features = defineFeatures({
  daysLate: { label: '最长逾期天数', type: 'count', unit: '天', source: '流通台账' },
  finesOwed: { label: '应缴滞纳金', type: 'money', unit: '元', source: '收费台账' },
  booksHeld: { label: '在借册数', type: 'count', unit: '册', window: '当日', source: '流通台账' },
  booksLost: { label: '遗失册数', type: 'count', unit: '册', source: '流通台账' },
  pricePerBook: { label: '平均书价', type: 'money', unit: '元/册', source: '采编台账' },
  wearPoints: { label: '破损评分', type: 'number', source: '典藏记录' },
  returnedOnTime: { label: '按期归还率', type: 'percent', source: '流通台账' },
  isStaff: { label: '本馆职工', type: 'flag', source: '读者台账' },
  card: {
    label: '读者证类别',
    type: 'code',
    source: '读者台账',
    codes: { child: '少儿证', adult: '成人证', guest: '临时证' },
  },
  joinedOn: { label: '办证日期', type: 'day', source: '读者台账' },
  lastVisitOn: { label: '最近到馆日期', type: 'day', source: '门禁记录' },
})

const city = divisionCode(990100)
const north = divisionCode(990102)
const since = day('2023-01-01')

/** The numbers of the lending rules; the northern county is more patient. */
export const parameters = defineParameters({
  'loan.days': {
    label: '逾期提醒天数',
    type: 'days',
    unit: '天',
    values: [
      { place: city, value: 14, from: since, document: '图馆〔2023〕1号', confidence: 'verified' },
      { place: north, value: 30, from: since, document: '北馆〔2023〕3号', confidence: 'practice' },
    ],
  },
  'fine.limit': {
    label: '滞纳金上限',
    type: 'money',
    unit: '元',
    values: [
      {
        place: city,
        value: 5_000,
        from: since,
        to: day('2023-06-30'),
        document: '图馆〔2023〕1号',
        confidence: 'verified',
      },
      {
        place: city,
        value: 8_000,
        from: day('2023-07-01'),
        document: '图馆〔2023〕9号',
        confidence: 'unverified',
      },
    ],
  },
  'lost.factor': {
    label: '遗失赔偿倍数',
    type: 'number',
    unit: '倍',
    values: [{ place: city, value: 1.5, from: since, document: '图馆〔2023〕1号', confidence: 'verified' }],
  },
  'onTime.floor': {
    label: '按期归还率下限',
    type: 'percent',
    unit: '%',
    values: [{ place: city, value: 80, from: since, document: '图馆〔2023〕1号', confidence: 'verified' }],
  },
})

const { feature, parameter } = vocabulary(features, parameters)

const lateReader = defineRule({
  key: 'reader.late',
  name: '长期逾期未还',
  clause: '借阅规则第七条',
  version: 1,
  from: since,
  level: 'orange',
  kind: 'risk',
  owner: '流通部',
  riskCode: 'L01',
  when: all(gt(feature('daysLate'), parameter('loan.days')), not(isTrue(feature('isStaff')))),
  explain: '最长逾期{daysLate}，超过{loan.days}，现有在借{booksHeld}',
  mentions: ['booksHeld'],
})

const heavyFines = defineRule({
  key: 'reader.fines',
  name: '滞纳金过高',
  clause: '收费办法第三条',
  version: 1,
  from: since,
  level: 'red',
  kind: 'risk',
  owner: '收费处',
  when: any(
    gte(feature('finesOwed'), parameter('fine.limit')),
    gt(feature('finesOwed'), times(feature('pricePerBook'), parameter('lost.factor'))),
  ),
  explain: '应缴滞纳金{finesOwed}，上限{fine.limit}',
})

const childWithoutVisit = defineRule({
  key: 'reader.childAway',
  name: '少儿读者没有到馆记录',
  clause: '服务规范第二条',
  version: 2,
  from: day('2023-03-01'),
  to: day('2023-12-31'),
  level: 'yellow',
  kind: 'gap',
  owner: '少儿部',
  when: all(
    among(feature('card'), ['child']),
    not(isKnown(feature('lastVisitOn'))),
    lt(feature('joinedOn'), value(day('2023-01-01'))),
  ),
  explain: '{card}读者于{joinedOn}办证，没有到馆记录',
})

/** The catalogue of the library. */
export const library = defineCatalogue({
  subject: { kind: 'reader', label: '读者', table: 'library.reader_feature', key: 'reader' },
  features,
  parameters,
  rules: [lateReader, heavyFines, childWithoutVisit],
})
