/** The rule about what the last visit saw and no department has told yet. */
import { all, any, isKnown, not, type Rule } from '@xinlu/kernel/rules'
import { dangerousHouse, waterUnsafe } from './dwelling.ts'
import { documents, feature, flag, rule, some } from './words.ts'

// Unknown where the school register has not come; what was seen at the visit counts there all the more.
const foundOutOfSchool = all(isKnown(feature('outOfSchool')), some('outOfSchool'))

/** The rule about visits; where the department's own data point already, it keeps silent. */
export const visitRules: readonly Rule[] = [
  rule({
    key: 'visit.unsafe',
    name: '入户发现三保障或饮水有问题',
    clause: `${documents.cityGuarantees}:“三保障”和饮水安全；${documents.city}：常态排查`,
    level: 'orange',
    kind: 'risk',
    owner: '乡村振兴局',
    when: any(
      all(flag('houseUnsafeSeen'), not(flag('watchedHouse')), not(dangerousHouse)),
      all(flag('dropoutSeen'), not(some('dropouts')), not(foundOutOfSchool)),
      all(flag('waterUnsafeSeen'), not(flag('watchedWater')), not(waterUnsafe)),
    ),
    explain:
      '最近一次入户发现：住房不安全({houseUnsafeSeen})、失学辍学({dropoutSeen})、饮水不安全({waterUnsafeSeen})，部门还没有相应数据。请会同部门上门核实。',
  }),
]
