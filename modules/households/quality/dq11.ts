/** DQ11: a risk has the measure that answers it. */
import type { MeasureKind, QualityFile, QualityRule } from './quality-rule.ts'
import { findingsOf } from './quality-rule.ts'
import { hasMeasure, isMonitoredNow } from './subjects.ts'

/** Each risk or problem needs one of its measures. */
export const dq11: QualityRule = {
  code: 'DQ11',
  title: '有风险无对应措施',
  source: '全国核查规则3_11_005、3_11_006等',
  check(file) {
    const measures = file.measures
    // Without any measure DQ10 speaks; saying it again for each risk would only be noise.
    if (!isMonitoredNow(file) || measures === undefined || measures.length === 0) return []
    return findingsOf(
      'DQ11',
      needs
        .filter((need) => need.applies(file) && !hasMeasure(measures, ...need.kinds))
        .map((need) => ({
          mark: need.mark,
          what: `这一户${need.because}，没有“${need.wanted}”措施。`,
          why: '措施应针对风险，才能消除风险。',
          todo: `请补充${need.wanted}措施；已落实未录入的请录入。`,
        })),
    )
  },
}

const needs: readonly {
  mark: string
  because: string
  wanted: string
  kinds: readonly MeasureKind[]
  applies(file: QualityFile): boolean
}[] = [
  {
    mark: 'disability',
    because: '有因残风险',
    wanted: '综合保障或社会帮扶',
    kinds: ['protection', 'social'],
    applies: ({ household }) => household.risks.includes('R03'),
  },
  {
    mark: 'housing',
    because: '有因安全住房风险',
    wanted: '住房安全保障或搬迁',
    kinds: ['housing', 'relocation'],
    applies: ({ household }) => household.risks.includes('R09'),
  },
  {
    mark: 'water',
    because: '有因安全饮水风险',
    wanted: '饮水安全保障',
    kinds: ['water'],
    applies: ({ household }) => household.risks.includes('R10'),
  },
  {
    mark: 'dropout',
    because: '有义务教育阶段失学辍学',
    wanted: '义务教育保障',
    kinds: ['compulsoryEducation'],
    applies: ({ household }) => household.schoolDropout === true,
  },
  {
    mark: 'uninsured',
    because: '有成员未参加基本医疗保险',
    wanted: '健康帮扶或社会帮扶',
    kinds: ['health', 'social'],
    applies: ({ household }) => household.uninsured === true,
  },
]
