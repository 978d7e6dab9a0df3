/** Two national exports as they are: the list of people, and the households' yearly income. */
import {
  ok,
  parseMobile,
  parseDisabilityCard,
  parsePersonName,
  personKeyOf,
  type CitizenNumber,
  type Reason,
  reason,
  yuanText,
  fen,
} from '@xinlu/kernel/basis'
import {
  type Column,
  choice,
  day,
  defineLedger,
  money,
  month,
  number,
  person,
  text,
  yesNo,
} from '@xinlu/kernel/ledgers'
import type { Sensitivity } from '@xinlu/kernel/access'
import { type Fact, factSensitivity } from './clearance.ts'
import { type CodeList, labelOf, parseCode } from './codes/code-list.ts'
import { householdKinds, monitoredKinds } from './codes/household.ts'
import { nations } from './codes/nation.ts'
import { dropoutReasons, educations, healths, labours, politics, sexes, workAreas } from './codes/person.ts'
import { schoolings } from './codes/schooling.ts'
import { relations } from './relation.ts'

const countyColumns = {
  countyName: text('县', { required: true, max: 30, aliases: ['县（市、区）', '区县', '县区'] }),
  townshipName: text('乡', { required: true, max: 30, aliases: ['乡镇', '乡（镇）', '乡镇（街道）'] }),
}

const phone = (label: string) =>
  text(label, {
    sensitivity: 'sensitive',
    index: 'phone',
    max: 20,
    example: '13803501234',
    parse(given) {
      const read = parseMobile(given)
      return read.ok ? ok(read.value.value, read.notes) : read
    },
  })

const codes = <C extends string>(list: CodeList<C>) => list.labels as Readonly<Record<C, string>>
const one = <C extends string>(
  label: string,
  list: CodeList<C>,
  { aliases = [], sensitivity }: { aliases?: string[]; sensitivity?: Sensitivity } = {},
) => choice(label, codes(list), { also: list.aliases, aliases, sensitivity })
// The sheet keeps from a role what the page of the person keeps from it.
const fact = (key: Fact) => ({ sensitivity: factSensitivity[key] })

/** 脱贫人口: the header of the national list, one row a person; the last columns are optional and not in it. */
export const personLedger = defineLedger({
  name: 'households.person',
  title: '脱贫人口和监测对象名单',
  owner: '乡村振兴局',
  about: '每人一行。可直接使用全国防返贫监测信息系统导出的名单，不需要改表头。',
  columns: {
    dataDay: day('数据日期'),
    ...countyColumns,
    villageName: text('行政村', { required: true, max: 50, aliases: ['村', '村（社区）'] }),
    groupName: text('自然村', { max: 60, aliases: ['自然村（组）', '村民小组'] }),
    householdCode: text('户编号', { required: true, max: 40 }),
    personCode: text('人编号', { max: 40 }),
    name: text('姓名', { required: true, sensitivity: 'personal', parse: parsePersonName }),
    idNumber: citizen('证件号码'),
    size: number('人数', { min: 1, max: 50, stored: false, aliases: ['家庭人口数'] }),
    relation: choice('与户主关系', codes(relations), { required: true, also: relations.aliases }),
    nation: one('民族', nations, fact('nation')),
    education: one('文化程度', educations, fact('education')),
    schooling: one('在校生状况', schoolings, fact('schooling')),
    health: manyHealths('健康状况'),
    labour: one('劳动技能', labours, fact('labour')),
    workMonths: number('务工时间（月）', {
      min: 0,
      max: 12,
      unit: '月',
      aliases: ['务工时间'],
      ...fact('workMonths'),
    }),
    criticalInsurance: yesNo('是否参加大病保险', fact('criticalInsurance')),
    originalCause: inTheClear(text('致贫原因1', { max: 30, aliases: ['致贫原因', '主要致贫原因'] })),
    houseUnsafe: yesNo('危房户', { aliases: ['是否危房户'] }),
    hasSafeWater: yesNo('是否解决安全饮用水'),
    perPerson: money('人均纯收入', {
      stored: false,
      negative: true,
      sensitivity: 'personal',
      aliases: ['人均纯收入（元）'],
    }),
    householdPhone: phone('户联系电话'),
    phone: phone('人联系电话'),
    firstIdentifiedMonth: month('首次识别时间'),
    joinedMonth: month('人员识别时间'),
    kind: one('户类型', householdKinds),
    monitored: one('易返贫致贫户(监测对象)类型', monitoredKinds, {
      aliases: ['监测对象类别', '监测对象类型'],
    }),
    riskCleared: yesNo('风险是否消除', { stored: false, aliases: ['风险是否已消除'] }),
    identifiedMonth: month('风险识别时间', { aliases: ['识别监测时间'] }),
    clearedMonth: month('风险消除时间', { aliases: ['消除监测时间'] }),
    sex: one('性别', sexes, { sensitivity: 'personal' }),
    born: day('出生日期', { sensitivity: 'personal' }),
    political: one('政治面貌', politics, fact('political')),
    dropoutReason: one('义务教育阶段未上学原因', dropoutReasons, {
      aliases: ['失学或辍学原因'],
      ...fact('dropoutReason'),
    }),
    workArea: one('务工区域', workAreas, fact('workArea')),
    workPlace: text('务工所在地', { max: 100, ...fact('workPlace') }),
    workCompany: text('务工企业名称', { max: 100, ...fact('workCompany') }),
    postMonths: number('公益性岗位（月数）', { min: 0, max: 12, unit: '月', ...fact('postMonths') }),
    insuredResident: yesNo('是否参加城乡居民基本医疗保险', fact('insuredResident')),
    insuredWorker: yesNo('是否参加城镇职工基本医疗保险', fact('insuredWorker')),
    pensionResident: yesNo('是否参加城乡居民基本养老保险', fact('pensionResident')),
    pensionWorker: yesNo('是否参加城镇职工基本养老保险', fact('pensionWorker')),
    lowIncome: yesNo('是否享受农村低保', fact('lowIncome')),
    destitute: yesNo('是否特困供养人员', { aliases: ['享受特困供养政策情况'], ...fact('destitute') }),
    relocated: yesNo('是否易地扶贫搬迁人口', {
      aliases: ['是否易地扶贫搬迁(同步)人口'],
      ...fact('relocated'),
    }),
    speaksMandarin: yesNo('是否会讲普通话', fact('speaksMandarin')),
  },
  list: ['householdCode', 'name', 'relation', 'labour'],
  form: [
    { title: '在哪里', columns: ['countyName', 'townshipName', 'villageName', 'groupName', 'householdCode'] },
    {
      title: '本人',
      columns: [
        'personCode',
        'name',
        'idNumber',
        'relation',
        'nation',
        'education',
        'schooling',
        'health',
        'labour',
      ],
    },
  ],
  checks: [
    ({ identifiedMonth, clearedMonth }) =>
      identifiedMonth !== null && clearedMonth !== null && clearedMonth < identifiedMonth
        ? reason(
            'households.cleared-early',
            `风险消除时间${clearedMonth}早于风险识别时间${identifiedMonth}，请核对。`,
            {
              path: 'clearedMonth',
            },
          )
        : null,
    ({ riskCleared, clearedMonth }) =>
      riskCleared === false && clearedMonth !== null
        ? reason('households.cleared-or-not', '“风险是否消除”填“否”，却有风险消除时间，请改正其中一项。', {
            path: 'riskCleared',
          })
        : null,
  ],
})

const yuan = (label: string, aliases: string[] = []) => money(label, { aliases, sensitivity: 'personal' })

/** 收入: the header of the national income export, one row a household, for the year that the import names. */
export const incomeLedger = defineLedger({
  name: 'households.income',
  title: '农户收入',
  owner: '乡村振兴局',
  about: '每户一行。可直接使用全国系统导出的收入表；导入时填写年度，如2023（指2022年10月至2023年9月）。',
  columns: {
    ...countyColumns,
    villageName: text('村', { required: true, max: 50, aliases: ['行政村', '村（社区）'] }),
    householdCode: text('户编号', { max: 40 }),
    headName: text('户主姓名', { required: true, sensitivity: 'personal', parse: parsePersonName }),
    headNumber: citizen('户主证件号码'),
    wage: yuan('工资性收入'),
    posts: yuan('公益性岗位收入'),
    otherWage: yuan('其他工资性收入'),
    business: yuan('生产经营性收入'),
    property: yuan('财产性收入'),
    assetDividend: yuan('资产收益扶贫分红收入'),
    otherProperty: yuan('其他财产性收入(旧指标)', ['其他财产性收入']),
    transfer: yuan('转移性收入'),
    familyPlanning: yuan('计划生育金'),
    lowIncome: yuan('最低生活保障金'),
    destitute: yuan('特困人员救助供养金'),
    pension: yuan('养老金或离退休金'),
    ecology: yuan('生态补偿金'),
    industryReward: yuan('产业奖励'),
    workReward: yuan('就业奖励'),
    otherTransfer: yuan('其他转移性收入'),
    cost: yuan('生产经营性支出'),
    costTotal: yuan('生产经营性支出（合计）'),
    costSubsidy: yuan('专项用于减少生产经营性支出的补贴'),
    net: money('纯收入（元）', { negative: true, sensitivity: 'personal', aliases: ['纯收入'] }),
    perPerson: money('人均纯收入（元）', {
      negative: true,
      sensitivity: 'personal',
      aliases: ['人均纯收入'],
    }),
    sizeNow: number('当前家庭人口数', { min: 1, max: 50 }),
    sizeOfYear: number('年度家庭人口数', { min: 1, max: 50 }),
  },
  list: ['headName', 'net', 'perPerson'],
  form: [
    {
      title: '收入',
      columns: ['headName', 'headNumber', 'wage', 'business', 'property', 'transfer', 'cost'],
    },
  ],
  ignored: ['户联系电话', '户类型', '监测对象类别', '是否军烈属', '年收入（元）', '年收入', '是否有卫生厕所'],
  checks: [
    ({ sizeNow, sizeOfYear }) =>
      sizeNow === null && sizeOfYear === null
        ? reason(
            'households.size-missing',
            '“年度家庭人口数”和“当前家庭人口数”都没有填，无法计算人均收入。',
            { path: 'sizeOfYear' },
          )
        : null,
    ({ wage, posts, otherWage }) => overflow('工资性收入', wage, [posts, otherWage], 'wage'),
    ({ property, assetDividend }) => overflow('财产性收入', property, [assetDividend], 'property'),
  ],
})

function overflow(
  label: string,
  total: number | null,
  parts: (number | null)[],
  path: string,
): Reason | null {
  const sum = parts.reduce((all: number, part) => all + (part ?? 0), 0)
  if (total === null || sum <= total) return null
  const message = `“${label}”的分项合计${yuanText(fen(sum))}元，大于总数${yuanText(fen(total))}元，请核对。`
  return reason('households.parts-exceed', message, { path })
}

// The national list gives the number of the disability card for those who have one; both name the same person.
function citizen(label: string): Column<CitizenNumber, true> {
  const column = person(label, { required: true, aliases: ['身份证号', '身份证号码', '公民身份号码'] })
  return {
    ...column,
    parse(given, context) {
      const digits = String(given ?? '').replace(/\s/g, '')
      if (typeof given !== 'string' || digits.length <= 18) return column.parse(given, context)
      const card = parseDisabilityCard(given, context)
      const key = card.ok ? personKeyOf(given) : undefined
      if (!card.ok || key === undefined) return card.ok ? column.parse(given, context) : card
      return ok(key, [reason('households.card-read', '按残疾人证号读取，前18位作为身份证号。')])
    },
  }
}

// A sensitive text lies sealed by itself; of these two the screening computes, so they are only kept from roles.
function inTheClear(column: Column<string>): Column<string> {
  return { ...column, sensitivity: 'sensitive' }
}

function manyHealths(label: string): Column<string> {
  const column = text(label, {
    max: 60,
    parse(given) {
      const words = given.split(/[,，、;；\s]+/).filter((word) => word !== '')
      const read = words.map((word) => parseCode(healths, word))
      const wrong = read.flatMap((result) => (result.ok ? [] : result.reasons))
      if (wrong.length > 0) return { ok: false, reasons: wrong }
      const found = new Set(read.flatMap((result) => (result.ok ? [result.value] : [])))
      // In the order of the list, so that equal states are equal texts.
      return ok(
        Object.keys(healths.labels)
          .filter((code) => found.has(code as never))
          .join(','),
      )
    },
  })
  return {
    ...inTheClear(column),
    text: (value) =>
      value
        .split(',')
        .map((code) => labelOf(healths, code as never))
        .join('，'),
  }
}
