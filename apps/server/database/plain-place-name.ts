/** The name of a place as people say it: a village is named for itself, not for its committee. */
import { halfWidth, replaceBlanks } from '@xinlu/kernel/basis'

/**
 * Answers the name without blanks, 村民委员会 and 居民委员会 shortened to what they look after.
 *
 * @example plainPlaceName('西关村委会') // '西关村'
 */
export function plainPlaceName(name: string): string {
  return replaceBlanks(halfWidth(name))
    .replace(/村?(村民委员会|村委会)$/, '村')
    .replace(/(社区)?(居民委员会|居委会)$/, '社区')
}
