/** What an audit entry holds, and the digest that chains it to the one before. */
export { type AuditEntry, type AuditNote, type Outcome, canonicalText } from './entry.ts'
