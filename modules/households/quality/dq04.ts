/** DQ04: illness and disability given as reasons stand in the health; the disabled have a card. */
import { type QualityPerson, type QualityRule, findingsOf } from './quality-rule.ts'
import { isHealthy } from './subjects.ts'

/** A dropout reason of illness or disability with healthy members, and disabled members without a card. */
export const dq04: QualityRule = {
  code: 'DQ04',
  title: '健康状况与原因、残疾人证',
  source: '全国核查规则2_01_012、4_12_003',
  check: (file) =>
    findingsOf(
      'DQ04',
      file.members.flatMap((person) => [contradiction(person), cardless(person)]),
    ),
}

function contradiction(person: QualityPerson) {
  const reason = person.dropoutReason
  if ((reason !== 'illness' && reason !== 'disability') || !isHealthy(person)) return null
  return {
    mark: 'healthyThough',
    person: person.id,
    what: `${person.name}未上学原因是“${reason === 'illness' ? '因病' : '因残'}”，健康状况却是“健康”。`,
    why: '两处互相矛盾，必有一处不实。',
    todo: '请入户核实，改正健康状况或未上学原因。',
  }
}

function cardless(person: QualityPerson) {
  if (!person.health.includes('disabled') || person.hasDisabilityCard) return null
  return {
    mark: 'cardless',
    person: person.id,
    what: `${person.name}健康状况含“残疾”，没有登记残疾人证。`,
    why: '没有残疾人证不能享受残疾人两项补贴等政策。',
    todo: '有证的请补录证号；未办证的请联系残联办理，并在此写明。',
  }
}
