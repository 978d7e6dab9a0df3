/** Recognises that a unique key is held by somebody else, also by somebody this scope does not see. */

/** Tells whether an error is a violated unique key, and which. */
export function isTaken(error: unknown): error is Error & { constraint: string } {
  return error instanceof Error && (error as { code?: unknown }).code === '23505'
}
