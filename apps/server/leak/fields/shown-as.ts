/** The five things that can become of a field at a door. */
import { HIDDEN } from '@xinlu/kernel/access'

/** `refused`: the door is shut. `absent`: the door does not show the field. `nothing`: there was no value to judge by. */
export type ShownAs = 'shown' | 'masked' | 'hidden' | 'absent' | 'refused' | 'nothing'

/** The signs of the printed table. */
export const signs: Readonly<Record<ShownAs, string>> = {
  shown: '●',
  masked: '◐',
  hidden: '○',
  absent: '·',
  refused: '✕',
  nothing: '—',
}

/** Tells from a text in an answer what became of the field. */
export function shownAs(text: string | null | undefined): ShownAs {
  if (text === undefined || text === null || text === '') return 'nothing'
  if (text === HIDDEN) return 'hidden'
  return text.includes('*') ? 'masked' : 'shown'
}
