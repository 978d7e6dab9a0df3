/** The frame around every page: bar, menu, watermark, what is said to everybody. */
import { Outlet } from '@tanstack/react-router'
import { roles } from '@xinlu/kernel/access'
import type { MenuSection } from '../menu.ts'
import type { SeenSession } from '../session/session.ts'
import { ConnectionBand } from './connection-band.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { IdleWarning } from './idle-warning.tsx'
import { SideMenu } from './side-menu.tsx'
import { TopBar } from './top-bar.tsx'
import { Watermark } from './watermark.tsx'

type Working = Extract<SeenSession, { state: 'working' }>

/** Shows the frame of somebody at work. */
export function Shell({ session, menu }: { session: Working; menu: readonly MenuSection[] }) {
  const { actor, account } = session
  return (
    <div className="x-app">
      <a href="#page" className="x-skip">
        跳到正文
      </a>
      <TopBar session={session} />
      <SideMenu menu={menu} />
      <main className="x-page" id="page" tabIndex={-1}>
        <ConnectionBand />
        <ErrorBoundary>
          <Outlet />
        </ErrorBoundary>
      </main>
      <Watermark lines={[`${account.name}　${account.login}`, `${actor.unit}　${roles[actor.role]}`]} />
      <IdleWarning minutes={session.idleMinutes} />
    </div>
  )
}
