/** The menu at the side: what this post may open, in groups. */
import { Link } from '@tanstack/react-router'
import { type MenuSection, menuGroups } from '../menu.ts'

/** Shows the menu. */
export function SideMenu({ menu }: { menu: readonly MenuSection[] }) {
  return (
    <nav className="x-side" aria-label="主菜单">
      {menu.map(({ group, entries }) => (
        <section key={group} aria-label={group}>
          <h2>
            <svg
              width="20"
              height="20"
              viewBox="0 0 20 20"
              aria-hidden="true"
              fill="none"
              stroke="currentColor"
            >
              <path d={menuGroups[group]} strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round" />
            </svg>
            {group}
          </h2>
          <ul>
            {entries.map(({ path, title }) => (
              <li key={path}>
                <Link to={path}>{title}</Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
