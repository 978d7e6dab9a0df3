/** What somebody on watch has to hear of now, and not only find in the audit trail later. */

/** An alarm; it names an account and never a citizen. */
export interface Alarm {
  /** The code of the problem that was answered. */
  what: string
  account?: string
  division?: number
  address?: string
}

/** Hears alarms. */
export type Watch = (alarm: Alarm, at: Date) => void

/** The watch when nobody else listens: one line of JSON on the error stream, for the machine's log. */
export const printAlarm: Watch = (alarm, at) => {
  process.stderr.write(`${JSON.stringify({ level: 'alarm', at: at.toISOString(), ...alarm })}\n`)
}
