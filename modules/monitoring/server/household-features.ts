/** Where the features of households come from: the register, one group a feed, the measures. */
import { defineFeatureSource } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { householdCatalogue } from '../catalogue.ts'
import { disabilityGroup, validCards } from './features/disability.ts'
import { housingGroup, waterGroup } from './features/dwelling.ts'
import { educationGroup } from './features/education.ts'
import { accidentGroup, disasterGroup } from './features/events.ts'
import { householdGroup } from './features/household.ts'
import { incomeGroup } from './features/income.ts'
import { insuranceGroup } from './features/insurance.ts'
import { measureGroup } from './features/measures.ts'
import { medicalGroup } from './features/medical.ts'
import { memberGroup } from './features/members.ts'
import { holdingGroup, moveGroup, subsidyGroup } from './features/money.ts'
import { reliefGroup } from './features/relief.ts'
import { among, livingMembers } from './features/sql-parts.ts'
import { townsHeardOf } from './features/towns.ts'
import { workGroup } from './features/work.ts'

/** Fills `monitoring.household_feature`: every household that lives in the register, and each feature by one group. */
export const householdFeatureSource = defineFeatureSource({
  catalogue: householdCatalogue,
  subjects: (set) => sql`
    select h.county, h.division, h.id as subject
    from households.household_public h ${among(set, 'h', 'id')}
    where h.state = 'living'`,
  parts: {
    household_town: { keys: ['county', 'town'], sql: townsHeardOf },
    household_member: { keys: ['county', 'subject', 'person'], sql: livingMembers },
    household_card: { keys: ['county', 'person'], sql: validCards },
  },
  passes: {
    member: sql`pg_temp.household_member m
      left join pg_temp.household_town t on t.county = m.county and t.town = m.division / 1000
      left join pg_temp.household_card c on c.county = m.county and c.person = m.person`,
  },
  groups: [
    householdGroup,
    memberGroup,
    incomeGroup,
    medicalGroup,
    insuranceGroup,
    educationGroup,
    housingGroup,
    waterGroup,
    disabilityGroup,
    reliefGroup,
    workGroup,
    disasterGroup,
    accidentGroup,
    subsidyGroup,
    holdingGroup,
    moveGroup,
    measureGroup,
  ],
})
