/** The contract of departments: every act and ask, typed once. */
export {
  dropRecord,
  likenesses,
  linkRecord,
  listWaiting,
  reopenRecord,
  returnRecord,
  type Likeness,
} from './contract/waiting.ts'
export { listBatches, recordsOf } from './contract/reads.ts'
