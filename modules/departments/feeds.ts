/** What each feed is for: who owns it, how often it comes, the purpose it is shared for and the documents that allow it. */
import { day, type Day } from '@xinlu/kernel/basis'
import { feedNames, type Department, type FeedName } from './model.ts'

/** How often a department sends a ledger. */
export const cadences = { monthly: '每月', quarterly: '每季', yearly: '每年', event: '随事件' } as const

/** The code of a cadence. */
export type Cadence = keyof typeof cadences

/** One feed as the sharing agreement describes it. */
export interface Feed {
  label: string
  department: Department
  /** What the data may be used for, and for nothing else. */
  purpose: string
  /** Which sort of sensitive facts about a person it carries; its columns say which ones they are. */
  topic: Topic
  /** What tells one record from another: columns of the ledger, and the person it was matched with. */
  key: readonly string[]
}

/** Sorts of facts, because who may read them differs: 医疗健康, 残疾, 家产, and the rest. */
export type Topic = 'health' | 'disability' | 'holding' | 'ordinary'

/** All feeds, by name. */
export const feeds: Readonly<Record<FeedName, Feed>> = {
  medicalExpense: feed(
    '医疗费用结算',
    'medicalInsurance',
    'health',
    '筛查自付医疗费用较高的农户，测算合规自付支出',
    ['settlementNo'],
  ),
  insurance: feed('基本医保参保', 'medicalInsurance', 'ordinary', '核对农户成员基本医保参保和缴费资助', [
    'person',
    'year',
  ]),
  disability: feed('残疾人证', 'disabledPersons', 'disability', '筛查新致残和重度残疾人家庭，核对残疾补贴', [
    'person',
    'issuedOn',
  ]),
  enrolment: feed('学籍', 'education', 'ordinary', '控辍保学，筛查教育支出负担较重的农户', [
    'person',
    'schoolYear',
  ]),
  house: feed('农村住房鉴定', 'housing', 'ordinary', '筛查住房安全有问题的农户，核对改造进度', [
    'person',
    'listedOn',
  ]),
  waterStop: feed('停水记录', 'water', 'ordinary', '筛查饮水安全有问题的农户', [
    'division',
    'groupName',
    'person',
    'fromOn',
  ]),
  relief: feed('社会救助', 'civilAffairs', 'ordinary', '核对兜底保障落实情况，筛查新增低收入农户', [
    'person',
    'kind',
    'month',
  ]),
  employment: feed('务工就业', 'labour', 'ordinary', '核对劳动力务工情况和务工收入', ['person', 'fromOn']),
  unemployment: feed('失业返乡', 'labour', 'ordinary', '筛查务工就业不稳的农户', ['person', 'registeredOn']),
  disaster: feed('受灾情况', 'emergency', 'ordinary', '筛查因自然灾害受损的农户', [
    'person',
    'kind',
    'happenedOn',
  ]),
  accident: feed('意外事故', 'police', 'health', '筛查因意外事故致困的农户', [
    'person',
    'happenedOn',
    'kind',
  ]),
  householdMove: feed('户籍变动', 'police', 'ordinary', '核对农户成员自然增减', [
    'person',
    'kind',
    'happenedOn',
  ]),
  subsidyPayment: feed('一卡通补贴发放', 'finance', 'ordinary', '核对应享补贴是否到户，核对转移性收入', [
    'person',
    'itemCode',
    'paidOn',
  ]),
  holdingVehicle: feed('车辆登记', 'police', 'holding', '监测对象识别的信息比对', [
    'person',
    'plate',
    'fromOn',
  ]),
  holdingProperty: feed('不动产登记', 'landRegistry', 'holding', '监测对象识别的信息比对', [
    'person',
    'certificateNo',
  ]),
  holdingBusiness: feed('经营主体登记', 'marketRegulation', 'holding', '监测对象识别的信息比对', [
    'person',
    'creditCode',
    'standing',
  ]),
  payroll: feed('财政供养人员', 'finance', 'holding', '监测对象识别的信息比对', [
    'person',
    'employer',
    'fromOn',
  ]),
}

function feed(
  label: string,
  department: Department,
  topic: Topic,
  purpose: string,
  key: readonly string[],
): Feed {
  return { label, department, topic, purpose: `防止返贫动态监测和帮扶：${purpose}`, key }
}

/** A document that allows departments to share data, and the days it is in force. */
export interface LegalBasis {
  document: string
  title: string
  from: Day
  /** How sure we are of the days. */
  confidence: 'verified' | 'unverified'
}

/** The documents every feed rests on; a batch quotes those in force on the day it comes. */
export const legalBases: readonly LegalBasis[] = [
  {
    document: '中农组发〔2021〕7号',
    title: '关于健全防止返贫动态监测和帮扶机制的指导意见',
    from: day('2021-05-14'),
    confidence: 'unverified',
  },
  { document: '国务院令第809号', title: '政务数据共享条例', from: day('2025-08-01'), confidence: 'verified' },
]

/** Answers the documents in force on a day, in the order of the list. */
export function legalBasesOn(on: Day): LegalBasis[] {
  return legalBases.filter((basis) => basis.from <= on)
}

/** Answers the names of the feeds a department owns, in the office's order. */
export function feedsOf(department: Department): FeedName[] {
  return feedNames.filter((name) => feeds[name].department === department)
}
