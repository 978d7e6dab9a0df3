/** Writing the audit trail, reading it, and proving that nobody rewrote it. */
export { record, recordLast, type Witness } from './record.ts'
export { verifyChain, type ChainReport } from './verify-chain.ts'
