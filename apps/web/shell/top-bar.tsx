/** The bar at the top: the system's name, who is at work in which post, the way out. */
import { Dropdown } from 'antd'
import { Link, useNavigate } from '@tanstack/react-router'
import { roles } from '@xinlu/kernel/access'
import { PlaceName } from '@xinlu/ui'
import seal from '../seal.svg'
import { type SeenSession, signOut, step } from '../session/session.ts'

type Working = Extract<SeenSession, { state: 'working' }>

/** Shows the bar; the menu behind the name switches posts. */
export function TopBar({ session }: { session: Working }) {
  const navigate = useNavigate()
  const { actor, account, posts } = session
  const others = posts.filter(({ id }) => id !== actor.post)
  return (
    <header className="x-top">
      <Link to="/" className="x-brand">
        <img src={seal} alt="" width="28" height="28" />
        <strong>忻路</strong>
        <span>防止返贫动态监测和帮扶工作系统</span>
      </Link>
      <div className="x-top-end">
        <div className="x-who">
          <strong>{account.name}</strong>
          <span>
            {roles[actor.role]}　{actor.unit}　<PlaceName code={actor.division} />
          </span>
        </div>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...others.map(({ id, role, unit, place }) => ({
                key: id,
                label: `换岗位：${roles[role]}（${unit}${place ? ` ${place}` : ''}）`,
                onClick: () => void step('switch-post', { post: id }),
              })),
              ...(others.length > 0 ? [{ type: 'divider' as const }] : []),
              {
                key: 'own',
                label: '我的账号',
                onClick: () => void navigate({ to: '/administration/own' }),
              },
              { key: 'out', label: '退出登录', onClick: () => void signOut() },
            ],
          }}
        >
          <button type="button" className="x-plain">
            {others.length > 0 ? '岗位与账号' : '账号'}
          </button>
        </Dropdown>
      </div>
    </header>
  )
}
