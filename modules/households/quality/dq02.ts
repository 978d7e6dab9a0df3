/** DQ02: one head, at most one spouse, sexes that fit the relations. */
import { headRules } from '../head-rules.ts'
import { type QualityRule, findingsOf } from './quality-rule.ts'

/** The head rules as a data-quality rule. */
export const dq02: QualityRule = {
  code: 'DQ02',
  title: '户主、配偶与称谓',
  source: '全国导出表核查：户主唯一、配偶唯一、称谓与性别一致',
  check: (file) =>
    findingsOf(
      'DQ02',
      headRules(file.members).map((breach) => ({
        ...breach,
        why: '家庭关系不对，分户、合户和公示名单都会出错。',
      })),
    ),
}
