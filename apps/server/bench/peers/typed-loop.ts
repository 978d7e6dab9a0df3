/** The floor: the same rules as a hand-written loop over columns of numbers, in memory, on one thread. */
import type { ParametersInForce } from '@xinlu/kernel/rules'

/** Columns by their name in the wide table; a missing value is NaN, a flag 0 or 1, a text its place in `codes`. */
export type Columns = Readonly<Record<string, Float64Array>>

/** The texts that the rules compare. */
export const codes = ['formerPoor', 'ordinary', 'C', 'D', 'serious', 'collapsed']

/** Columns that the loop reads. */
export const loopColumns = [
  ...['kind', 'under_watch', 'income_per_person', 'reference_per_person', 'self_paid', 'size', 'income_fall'],
  ...['watched_illness', 'inpatient_most', 'chronic_month_most', 'uninsured', 'premium_unaided', 'dropouts'],
  ...['out_of_school', 'watched_school', 'school_cost', 'watched_house', 'house_grade', 'house_suspected'],
  ...[
    'house_suspected_days',
    'house_unplanned_days',
    'watched_water',
    'water_stop_days',
    'watched_disability',
  ],
  ...[
    'new_disability_months',
    'disabled',
    'severely_disabled',
    'allowance_missing',
    'watched_work',
    'job_losers',
  ],
  ...[
    'job_lost_months',
    'labourers',
    'worked_recently',
    'workers_away',
    'watched_disaster',
    'disaster_months',
  ],
  ...['disaster_loss', 'house_damage', 'unrelieved_loss', 'unrelieved_days', 'watched_accident'],
  ...['accident_months', 'accident_deaths', 'accident_serious', 'accident_cost'],
]

/**
 * Counts the hits of every rule, in the order of `sameRules`. Every comparison with NaN is false, so `not` is written
 * as the opposite comparison.
 */
export function loopCounts(c: Columns, parameters: ParametersInForce): Uint32Array {
  const p = (key: string) => parameters[key]!.value
  const line = p('line.monitoring')
  const linePoor = p('medical.lineFormerPoor')
  const lineOther = p('medical.lineOther')
  const singlePoor = p('medical.singleFormerPoor')
  const singleOther = p('medical.singleOther')
  const chronic = p('medical.chronicMonth')
  const fall = p('income.fallPercent')
  const schoolCost = p('school.cost')
  const appraise = p('house.appraiseDays')
  const plan = p('house.planDays')
  const stopDays = p('water.stopDays')
  const disabilityMonths = p('disability.months')
  const several = p('disability.several')
  const workMonths = p('work.months')
  const disasterMonths = p('disaster.months')
  const disasterLoss = p('disaster.loss')
  const waitDays = p('relief.waitDays')
  const accidentMonths = p('accident.months')
  const accidentCost = p('accident.cost')
  const kind = c['kind']!
  const watch = c['under_watch']!
  const income = c['income_per_person']!
  const reference = c['reference_per_person']!
  const selfPaid = c['self_paid']!
  const inpatient = c['inpatient_most']!
  const grade = c['house_grade']!
  const newDisability = c['new_disability_months']!
  const losers = c['job_losers']!
  const lostMonths = c['job_lost_months']!
  const n = new Uint32Array(24)
  for (let i = 0; i < kind.length; i += 1) {
    const free = watch[i] === 0
    const watched = watch[i] === 1
    const ordinary = kind[i] === 1 && free
    const poor = kind[i] === 0 || watched
    const notBelow = income[i]! >= line
    const high = (poor && selfPaid[i]! >= linePoor) || (ordinary && selfPaid[i]! >= lineOther)
    const single = (poor && inpatient[i]! > singlePoor) || (ordinary && inpatient[i]! > singleOther)
    const dangerous = grade[i] === 2 || grade[i] === 3
    const disabled = newDisability[i]! < disabilityMonths
    const jobLost = losers[i]! >= 1 && lostMonths[i]! < workMonths
    const jobKept = losers[i]! < 1 || lostMonths[i]! >= workMonths
    const illFree = c['watched_illness']![i] === 0
    const houseFree = c['watched_house']![i] === 0
    if (free) {
      if (income[i]! < line) n[0]!++
      if (notBelow) {
        if (reference[i]! < line) n[1]!++
        if (reference[i]! >= line && income[i]! - selfPaid[i]! / c['size']![i]! < line) n[2]!++
        if (c['income_fall']![i]! >= fall) n[3]!++
      }
      if (!disabled && c['disabled']![i]! >= several && c['severely_disabled']![i]! >= 1) n[17]!++
    }
    if (illFree) {
      if (high) n[4]!++
      else if (single) n[5]!++
      else if (c['chronic_month_most']![i]! >= chronic) n[6]!++
    }
    if (c['uninsured']![i]! >= 1) n[7]!++
    if (c['premium_unaided']![i]! >= 1) n[8]!++
    if (c['dropouts']![i]! >= 1) n[9]!++
    if (c['dropouts']![i]! < 1 && c['out_of_school']![i]! >= 1) n[10]!++
    if (c['watched_school']![i] === 0 && c['school_cost']![i]! >= schoolCost) n[11]!++
    if (houseFree && dangerous) n[12]!++
    if (
      houseFree &&
      !dangerous &&
      c['house_suspected']![i] === 1 &&
      c['house_suspected_days']![i]! > appraise
    )
      n[13]!++
    if (dangerous && c['house_unplanned_days']![i]! > plan) n[14]!++
    if (c['watched_water']![i] === 0 && c['water_stop_days']![i]! > stopDays) n[15]!++
    if (c['watched_disability']![i] === 0 && disabled) n[16]!++
    if (c['allowance_missing']![i]! >= 1) n[18]!++
    if (c['watched_work']![i] === 0) {
      if (jobLost) n[19]!++
      if (
        poor &&
        c['labourers']![i]! >= 1 &&
        c['worked_recently']![i] === 0 &&
        c['workers_away']![i] === 0 &&
        jobKept
      )
        n[20]!++
    }
    if (
      c['watched_disaster']![i] === 0 &&
      c['disaster_months']![i]! < disasterMonths &&
      (c['disaster_loss']![i]! > disasterLoss || c['house_damage']![i]! >= 4)
    )
      n[21]!++
    if (c['unrelieved_loss']![i]! > disasterLoss && c['unrelieved_days']![i]! > waitDays) n[22]!++
    if (
      c['watched_accident']![i] === 0 &&
      c['accident_months']![i]! < accidentMonths &&
      (c['accident_deaths']![i]! >= 1 ||
        c['accident_serious']![i]! >= 1 ||
        c['accident_cost']![i]! >= accidentCost)
    )
      n[23]!++
  }
  return n
}
