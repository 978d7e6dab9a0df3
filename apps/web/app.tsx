/** The app: the door until somebody is at work, then his post's pages; another post begins with nothing kept. */
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { Actor } from '@xinlu/kernel/access'
import { ActorProvider, openGate, useWatched } from '@xinlu/kernel/commands/web'
import { Failed, Loading, Notices, PlaceBookProvider, dropDrafts, hasDrafts, theme } from '@xinlu/ui'
import { webModules } from './modules.ts'
import { nonce } from './stamp-styles.ts'
import { openPlaceBook } from './places/server-places.ts'
import { ConfirmDialog, askToConfirm } from './session/confirm-dialog.tsx'
import { Door } from './session/door.tsx'
import { type SeenSession, askWhoIsIn, session } from './session/session.ts'
import { noteAnswer } from './shell/idle-warning.tsx'
import { routerOf } from './shell/router.tsx'

type Working = Extract<SeenSession, { state: 'working' }>

// A lost line is told at once and in our words, instead of waiting in silence until the browser believes in it again.
const always = { networkMode: 'always' } as const
const doorCache = new QueryClient({ defaultOptions: { queries: { ...always, retry: false } } })

openGate({
  confirm: askToConfirm,
  answered: noteAnswer,
  signedOut: () =>
    session.set({ is: 'out', why: '登录已超时或已在别处退出，请重新登录。没有提交的内容还在。' }),
})

// What was typed stays with whoever typed it: the drafts know whose they are.
let draftsOf: string | undefined

/** Shows the app. */
export function App() {
  const state = useWatched(session)
  useEffect(() => {
    void askWhoIsIn()
    const guard = (event: BeforeUnloadEvent) => {
      if (hasDrafts()) event.preventDefault()
    }
    addEventListener('beforeunload', guard)
    return () => removeEventListener('beforeunload', guard)
  }, [])
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={doorCache}>
        {contentOf(state)}
        <ConfirmDialog />
        <Notices />
      </QueryClientProvider>
    </ConfigProvider>
  )
}

function contentOf(state: ReturnType<typeof session.now>) {
  if (state.is === 'unknown') return <Loading />
  if (state.is === 'unreached') return <Failed error={state.error} again={() => void askWhoIsIn()} />
  if (state.is === 'in' && state.session.state === 'working') {
    const { account, actor } = state.session
    return <AtWork key={`${account.id} ${actor.post}`} session={state.session} />
  }
  return <Door state={state} />
}

/** Everything that belongs to one post, made for it and dropped with it. */
function AtWork({ session: working }: { session: Working }) {
  const { account, actor } = working
  const [cache] = useState(() => {
    const owner = `${account.id} ${actor.post}`
    if (draftsOf !== undefined && draftsOf !== owner) {
      dropDrafts()
      // The address may name a place or a record of the other post.
      history.replaceState(null, '', '/')
    }
    draftsOf = owner
    return new QueryClient({
      defaultOptions: {
        queries: { ...always, staleTime: 15_000, refetchOnWindowFocus: false },
        mutations: always,
      },
    })
  })
  const book = useMemo(() => openPlaceBook(actor.division), [actor.division])
  const [router] = useState(() => routerOf(webModules, working))
  useEffect(() => () => cache.clear(), [cache])
  return (
    <QueryClientProvider client={cache}>
      <PlaceBookProvider value={book}>
        <ActorProvider value={actor as Actor}>
          <RouterProvider router={router} />
        </ActorProvider>
      </PlaceBookProvider>
    </QueryClientProvider>
  )
}
