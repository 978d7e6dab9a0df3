/** Short sentences about what was just done; read out, and gone after a while. */
import { useSyncExternalStore } from 'react'

interface Notice {
  id: number
  sentence: string
}

const STAYS_MS = 6000
let notices: readonly Notice[] = []
let count = 0
const listeners = new Set<() => void>()

/** Shows a sentence such as `已保存`. Failures belong beside what failed, not here. */
export function tell(sentence: string): void {
  const id = (count += 1)
  change([...notices, { id, sentence }])
  setTimeout(() => change(notices.filter((notice) => notice.id !== id)), STAYS_MS)
}

function change(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

/** Where the sentences appear; the shell has one. */
export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => notices,
  )
  return (
    <div className="x-notices x-no-print" role="status" aria-live="polite">
      {shown.map(({ id, sentence }) => (
        <div key={id}>✓ {sentence}</div>
      ))}
    </div>
  )
}
