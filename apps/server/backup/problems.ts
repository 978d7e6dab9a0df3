/** What a backup or a restore refuses, in the administrator's words. */

/** Ends a backup or a restore before anything was changed; `lines` name each cause. */
export class BackupRefused extends Error {
  readonly lines: readonly string[]

  constructor(sentence: string, lines: readonly string[] = []) {
    super(sentence)
    this.lines = lines
  }
}
