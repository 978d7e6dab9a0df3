/** Where this page is: the group, the page above, the page itself. */
import { Link } from '@tanstack/react-router'
import type { Page } from '@xinlu/kernel/commands/web'

/** Shows the way to a page. */
export function Crumbs({ page, pages }: { page: Page; pages: readonly Page[] }) {
  const above = pages.find(({ path }) => path === page.under)
  const group = (page.menu ?? above?.menu)?.group
  return (
    <nav aria-label="所在位置">
      <ol className="x-crumbs">
        {group && <li>{group}</li>}
        {above && (
          <li>
            <Link to={above.path}>{above.title}</Link>
          </li>
        )}
        <li aria-current="page">{page.title}</li>
      </ol>
    </nav>
  )
}
