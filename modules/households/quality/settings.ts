/** The ages, months and windows the data-quality rules use, with the day from which they hold and their source. */
import { type Day, type Month, day, month } from '@xinlu/kernel/basis'

/** A dated set of settings. Months of a window are included. */
export interface QualitySettings {
  from: Day
  document: string
  /** Children of these ages must be at school or have a reason. */
  schoolAge: { from: number; to: number }
  /** 16–59: of working age. */
  workingAge: { from: number; to: number }
  /** 特困 between these ages needs a reason to be destitute though healthy. */
  destituteAge: { from: number; to: number }
  masterAge: number
  /** Months after identification within which a measure is due. */
  measureGraceMonths: number
  /** Months after identification within which 开发式 help of a household with labour is due. */
  developmentGraceMonths: number
  clearMinMonths: number
  /** Clearings from this month on are held to `clearMinMonths`. */
  clearMinFrom: Month
  /** The window of each subsidy that could be paid only until its month: identified before must have it, later must not. */
  paidUntil: Record<'medicalPremium', Month>
}

const settings: readonly QualitySettings[] = [
  {
    from: day('2023-01-01'),
    document: '全国防返贫监测信息系统数据质量核查规则（2023年）',
    schoolAge: { from: 6, to: 16 },
    workingAge: { from: 16, to: 59 },
    destituteAge: { from: 18, to: 59 },
    masterAge: 20,
    measureGraceMonths: 1,
    developmentGraceMonths: 6,
    clearMinMonths: 6,
    clearMinFrom: month('2022-04'),
    paidUntil: { medicalPremium: month('2023-04') },
  },
]

/** Answers the settings in force on a day; the earliest ones for days before all of them. */
export function qualitySettingsOn(on: Day): QualitySettings {
  return settings.findLast((one) => one.from <= on) ?? settings[0]!
}
