/** One page in its frame: refused when the post may not open it, loaded when it may. */
import { type ComponentType, type FunctionComponent, Suspense, lazy, useEffect } from 'react'
import { type Actor, can } from '@xinlu/kernel/access'
import { type Page } from '@xinlu/kernel/commands/web'
import { Loading, Refused } from '@xinlu/ui'
import { Crumbs } from './crumbs.tsx'

const loaded = new Map<string, ComponentType>()

/** Answers the component of a page's route. */
export function pageFrame(page: Page, pages: readonly Page[], actor: Actor): FunctionComponent {
  const Content = contentOf(page)
  return function PageFrame() {
    // The title of the window is outside of React's tree.
    useEffect(() => {
      document.title = `${page.title} · 忻路`
    }, [])
    const isAllowed = can(actor, page.may)
    return (
      <>
        <Crumbs page={page} pages={pages} />
        {isAllowed ? (
          <Suspense fallback={<Loading />}>
            <Content />
          </Suspense>
        ) : (
          <Refused sentence={`您的岗位没有“${page.may.label}”的权限。如确需办理，请联系安全管理员。`} />
        )}
      </>
    )
  }
}

function contentOf(page: Page): ComponentType {
  const known = loaded.get(page.path)
  if (known) return known
  const content = lazy(async () => ({ default: await page.load() }))
  loaded.set(page.path, content)
  return content
}
