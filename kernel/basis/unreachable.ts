/** The end of a switch over a union: a new variant becomes a compile error where it is not handled. */

/**
 * Stands in the `default` of an exhaustive switch; throws if data broke the types.
 *
 * @example default: return unreachable(state)
 */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
