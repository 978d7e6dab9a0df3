/** The same rules as somebody would write them by hand, in one statement over the wide table. */
import type { ParametersInForce } from '@xinlu/kernel/rules'

/** Answers, for each rule, its condition over `f`. */
export function handConditions(parameters: ParametersInForce): Record<string, string> {
  const p = (key: string): number => {
    const found = parameters[key]?.value
    if (found === undefined) throw new Error(`no parameter ${key}`)
    return found
  }
  const line = p('line.monitoring')
  const poor = `(f.kind = 'formerPoor' or f.under_watch)`
  const other = `(f.kind = 'ordinary' and not f.under_watch)`
  const below = `f.income_per_person < ${line}`
  const high = `(f.self_paid is not null and ((${poor} and f.self_paid >= ${p('medical.lineFormerPoor')})
    or (${other} and f.self_paid >= ${p('medical.lineOther')})))`
  const single = `(f.inpatient_most is not null and ((${poor} and f.inpatient_most > ${p('medical.singleFormerPoor')})
    or (${other} and f.inpatient_most > ${p('medical.singleOther')})))`
  const dangerous = `(f.house_grade is not null and f.house_grade in ('C', 'D'))`
  const disabled = `(f.new_disability_months is not null and f.new_disability_months < ${p('disability.months')})`
  const jobLost = `(f.job_losers >= 1 and f.job_lost_months < ${p('work.months')})`
  return {
    'income.belowLine': `not f.under_watch and ${below}`,
    'income.referenceBelowLine': `not f.under_watch and not ${below} and f.reference_per_person < ${line}`,
    'income.belowLineAfterIllness': `not f.under_watch and not ${below} and not f.reference_per_person < ${line}
      and f.income_per_person - f.self_paid::float8 / nullif(f.size, 0) < ${line}`,
    'income.fall': `not f.under_watch and not ${below} and f.income_fall >= ${p('income.fallPercent')}`,
    'medical.selfPayHigh': `not f.watched_illness and ${high}`,
    'medical.singleHigh': `not f.watched_illness and not ${high} and ${single}`,
    'medical.chronicMonth': `not f.watched_illness and not ${high} and not ${single}
      and f.chronic_month_most >= ${p('medical.chronicMonth')}`,
    'medical.uninsured': `f.uninsured >= 1`,
    'medical.premiumUnaided': `f.premium_unaided >= 1`,
    'school.dropout': `f.dropouts >= 1`,
    'school.outOfSchool': `not f.dropouts >= 1 and f.out_of_school >= 1`,
    'school.cost': `not f.watched_school and f.school_cost >= ${p('school.cost')}`,
    'house.dangerous': `not f.watched_house and ${dangerous}`,
    'house.suspected': `not f.watched_house and not ${dangerous} and f.house_suspected
      and f.house_suspected_days > ${p('house.appraiseDays')}`,
    'house.unplanned': `${dangerous} and f.house_unplanned_days > ${p('house.planDays')}`,
    'water.stopped': `not f.watched_water and f.water_stop_days > ${p('water.stopDays')}`,
    'disability.new': `not f.watched_disability and ${disabled}`,
    'disability.several': `not f.under_watch and not ${disabled} and f.disabled >= ${p('disability.several')}
      and f.severely_disabled >= 1`,
    'disability.allowanceMissing': `f.allowance_missing >= 1`,
    'work.lost': `not f.watched_work and ${jobLost}`,
    'work.none': `not f.watched_work and ${poor} and f.labourers >= 1 and f.worked_recently = 0
      and f.workers_away = 0 and not ${jobLost}`,
    'disaster.recent': `not f.watched_disaster and f.disaster_months < ${p('disaster.months')}
      and (f.disaster_loss > ${p('disaster.loss')} or f.house_damage in ('serious', 'collapsed'))`,
    'disaster.unrelieved': `f.unrelieved_loss > ${p('disaster.loss')} and f.unrelieved_days > ${p('relief.waitDays')}`,
    'accident.recent': `not f.watched_accident and f.accident_months < ${p('accident.months')}
      and (f.accident_deaths >= 1 or f.accident_serious >= 1 or f.accident_cost >= ${p('accident.cost')})`,
  }
}

/** The statement that counts by county. */
export function handCounts(conditions: Readonly<Record<string, string>>): string {
  const counts = Object.values(conditions).map(
    (condition, n) => `count(*) filter (where ${condition}) as c${n}`,
  )
  return `select f.county, ${counts.join(', ')} from monitoring.household_feature f group by f.county order by f.county`
}

/** The statement that lists the hits: household, rule. */
export function handHits(conditions: Readonly<Record<string, string>>): string {
  const hits = Object.entries(conditions).map(
    ([key, condition]) => `case when ${condition} then '${key}' end`,
  )
  return `select f.household, unnest(array_remove(array[${hits.join(', ')}], null)) as rule from monitoring.household_feature f`
}
