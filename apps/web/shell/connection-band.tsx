/** Says that the network is gone, and that what was typed is not. */
import { isLost, useWatched } from '@xinlu/kernel/commands/web'
import { askWhoIsIn } from '../session/session.ts'

/** Shows a band over the page while the server can't be reached. */
export function ConnectionBand() {
  const lost = useWatched(isLost)
  if (!lost) return null
  return (
    <div className="x-band" role="alert">
      网络连接中断，正在显示的是先前的内容。您填写的内容还在，请不要关闭页面。
      <button type="button" className="x-plain" onClick={() => void askWhoIsIn()}>
        重新连接
      </button>
    </div>
  )
}
