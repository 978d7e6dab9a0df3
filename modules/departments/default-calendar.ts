/** The push days the product ships with; a city puts its own beside them, with their document. */
import type { Cadence } from './feeds.ts'
import type { FeedName } from './model.ts'

/** A push day before it is given a place and a first day. */
export interface DefaultPush {
  ledger: FeedName
  cadence: Cadence
  dueDay: number | null
  dueMonth: number | null
  document: string
  confidence: 'practice' | 'unverified'
}

const elsewhere = '外省县级防止返贫部门预警办法的通行做法'
const toBeSettled = '系统初始设置，待市局与部门商定'

/** One line for each feed; holdings come when a case asks for the comparison. */
export const defaultCalendar: readonly DefaultPush[] = [
  monthly('medicalExpense', 5, elsewhere),
  monthly('insurance', 10, toBeSettled),
  {
    ledger: 'disability',
    cadence: 'quarterly',
    dueDay: 10,
    dueMonth: null,
    document: toBeSettled,
    confidence: 'unverified',
  },
  {
    ledger: 'enrolment',
    cadence: 'yearly',
    dueDay: 30,
    dueMonth: 4,
    document: elsewhere,
    confidence: 'practice',
  },
  monthly('house', 10, elsewhere),
  monthly('waterStop', 10, elsewhere),
  monthly('relief', 10, elsewhere),
  monthly('employment', 10, toBeSettled),
  monthly('unemployment', 10, elsewhere),
  onEvent('disaster', elsewhere),
  monthly('accident', 10, toBeSettled),
  monthly('householdMove', 10, toBeSettled),
  monthly('subsidyPayment', 10, toBeSettled),
  onEvent('holdingVehicle', elsewhere),
  onEvent('holdingProperty', elsewhere),
  onEvent('holdingBusiness', elsewhere),
  onEvent('payroll', elsewhere),
]

function monthly(ledger: FeedName, dueDay: number, document: string): DefaultPush {
  return { ledger, cadence: 'monthly', dueDay, dueMonth: null, document, confidence: sureness(document) }
}

function onEvent(ledger: FeedName, document: string): DefaultPush {
  return { ledger, cadence: 'event', dueDay: null, dueMonth: null, document, confidence: sureness(document) }
}

function sureness(document: string): DefaultPush['confidence'] {
  return document === elsewhere ? 'practice' : 'unverified'
}
