/** The ledgers of all feeds, in the office's order. */
import type { Ledger } from '@xinlu/kernel/ledgers'
import type { FeedName } from '../model.ts'
import { accident } from './accident.ts'
import { disability } from './disability.ts'
import { disaster } from './disaster.ts'
import { employment } from './employment.ts'
import { enrolment } from './enrolment.ts'
import { holdingBusiness } from './holding-business.ts'
import { holdingProperty } from './holding-property.ts'
import { holdingVehicle } from './holding-vehicle.ts'
import { house } from './house.ts'
import { householdMove } from './household-move.ts'
import { insurance } from './insurance.ts'
import { medicalExpense } from './medical-expense.ts'
import { payroll } from './payroll.ts'
import { relief } from './relief.ts'
import { subsidyPayment } from './subsidy-payment.ts'
import { unemployment } from './unemployment.ts'
import { waterStop } from './water-stop.ts'

/** Every feed's ledger; its name is `departments.<feed>`. */
export const departmentLedgers = {
  medicalExpense,
  insurance,
  disability,
  enrolment,
  house,
  waterStop,
  relief,
  employment,
  unemployment,
  disaster,
  accident,
  householdMove,
  subsidyPayment,
  holdingVehicle,
  holdingProperty,
  holdingBusiness,
  payroll,
} as const satisfies Record<FeedName, Ledger>
