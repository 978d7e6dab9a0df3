/** Cuts a written address down to its township or village. */
import { HIDDEN, type MaskProfile } from './mask.ts'

// Province, city and county first, so that 乡宁县 is not taken for a township. A county's name holds no 镇 or 村;
// the 区 of 社区, 小区 and 园区 is none.
const above =
  /^(?:[^省市县镇乡村]{2,8}(?:省|自治区))?(?:[^市县镇村]{2,8}(?:市|盟|自治州))?(?:[^镇村\d]{1,10}?(?:自治县|县|市|旗|(?<![社小园])区))?/u
const township = /^[^\d]{1,10}?(?:街道办事处|街道|办事处|苏木|镇|乡)/u
// Greedy up to the last 村 before a number or a group, so that 上柳村 and 大村沟村 both stay whole.
const village = /^[^\d组号队栋]{1,20}(?:村民委员会|居民委员会|村委会|居委会|社区|嘎查|村)/u

/**
 * Answers the address as far as the profile allows; when no township or village can be made out, as far as is
 * certain, and nothing when nothing is. Where the place is known by its code, its name is better than this.
 *
 * @example maskAddress('忻府区播明镇上柳村三组12号', { address: 'township' }) // '忻府区播明镇'
 */
export function maskAddress(address: string, { address: level }: Pick<MaskProfile, 'address'>): string {
  const text = address
    .replace(/\s/gu, '')
    .replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  const top = above.exec(text)?.[0] ?? ''
  const town = township.exec(text.slice(top.length))?.[0] ?? ''
  const shown = top + town
  if (level === 'township') return shown || HIDDEN
  const hamlet = village.exec(text.slice(shown.length))?.[0] ?? ''
  return shown + hamlet || HIDDEN
}
