/** Works through a list, a few at a time. */

/** Does `work` for every item, at most `hands` at once, beginning in the order of the list; the first error ends it. */
export async function inParallel<T>(
  items: readonly T[],
  hands: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const hand = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(hands, items.length) }, hand))
}
