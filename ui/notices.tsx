/** Short sentences about what was just done; read out, and gone after a while. */
import { useWatched, watched } from '@xinlu/kernel/commands/web'

interface Notice {
  id: number
  sentence: string
}

const STAYS_MS = 6000
const notices = watched<readonly Notice[]>([])
let count = 0

/** Shows a sentence such as `已保存`. Failures belong beside what failed, not here. */
export function tell(sentence: string): void {
  const id = (count += 1)
  notices.set([...notices.now(), { id, sentence }])
  setTimeout(() => notices.set(notices.now().filter((notice) => notice.id !== id)), STAYS_MS)
}

/** Where the sentences appear; the shell has one. */
export function Notices() {
  const shown = useWatched(notices)
  return (
    <div className="x-notices x-no-print" role="status" aria-live="polite">
      {shown.map(({ id, sentence }) => (
        <div key={id}>✓ {sentence}</div>
      ))}
    </div>
  )
}
