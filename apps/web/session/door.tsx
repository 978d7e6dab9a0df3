/** What stands between a person and his work: sign-in, second factor, new password, choice of post, enrolment. */
import type { ReactNode } from 'react'
import { roles } from '@xinlu/kernel/access'
import { DoorForm } from './door-form.tsx'
import { DoorFrame } from './door-frame.tsx'
import { Enrolment } from './enrolment.tsx'
import { OutsideDoor } from './outside-door.tsx'
import { type SeenSession, type SessionState, signOut, step } from './session.ts'

/** Shows the step that comes next. */
export function Door({ state }: { state: Exclude<SessionState, { is: 'unknown' }> }) {
  if (state.is === 'in') return <NextStep session={state.session} />
  return (
    <DoorFrame title="登录" about={state.is === 'out' ? state.why : undefined}>
      <DoorForm
        fields={[
          { name: 'login', label: '登录名', type: 'text', complete: 'username' },
          { name: 'password', label: '密码', type: 'password', complete: 'current-password' },
        ]}
        submit="登录"
        onSubmit={({ login = '', password = '' }) => step('sign-in', { login: login.trim(), password })}
      />
      <OutsideDoor />
    </DoorFrame>
  )
}

function NextStep({ session }: { session: SeenSession }) {
  switch (session.state) {
    case 'secondFactor':
      return (
        <Frame session={session} title="输入动态码">
          <DoorForm
            fields={[
              {
                name: 'code',
                label: '动态码或恢复码',
                type: 'code',
                complete: 'one-time-code',
                help: '打开手机上的验证器，输入 6 位动态码。手机不在身边时，可以输入一个恢复码。',
              },
            ]}
            submit="继续"
            onSubmit={({ code = '' }) => step('pass-second-factor', { code: code.trim() })}
          />
        </Frame>
      )
    case 'mustChangePassword':
      return (
        <Frame session={session} title="修改密码" about="您的密码是初始密码或已到期，请先修改。">
          <PasswordForm />
        </Frame>
      )
    case 'mustEnrol':
      return (
        <Frame session={session} title="绑定动态码" about="您的岗位必须使用第二因素。">
          <Enrolment />
        </Frame>
      )
    case 'choosing':
      return <ChoosePost session={session} />
    case 'working':
      return null
    default:
      return session satisfies never
  }
}

/** Takes the present and a new password; the server answers every reason against the new one. */
export function PasswordForm({ onDone }: { onDone?: () => void }) {
  return (
    <DoorForm
      fields={[
        { name: 'old', label: '当前密码', type: 'password', complete: 'current-password' },
        { name: 'fresh', label: '新密码', type: 'password', complete: 'new-password' },
        { name: 'again', label: '再输一遍新密码', type: 'password', complete: 'new-password' },
      ]}
      check={({ fresh, again }) => (fresh === again ? undefined : '两遍新密码不一致，请重新输入。')}
      submit="修改密码"
      onSubmit={async ({ old, fresh }) => {
        await step('change-password', { old, fresh })
        onDone?.()
      }}
    />
  )
}

function ChoosePost({ session }: { session: SeenSession }) {
  if (session.posts.length === 0)
    return (
      <Frame
        session={session}
        title="没有岗位"
        about="您的账号现在没有岗位，不能办理业务。请联系安全管理员。"
      >
        {null}
      </Frame>
    )
  return (
    <Frame session={session} title="选择岗位" about="您有多个岗位，请选择这次以哪个岗位办理。">
      <ul className="x-posts">
        {session.posts.map(({ id, role, unit, place }) => (
          <li key={id}>
            <button type="button" onClick={() => void step('switch-post', { post: id })}>
              <strong>{roles[role]}</strong>
              <span>
                {unit}　{place}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

function Frame({
  session,
  title,
  about,
  children,
}: {
  session: SeenSession
  title: string
  about?: string
  children: ReactNode
}) {
  return (
    <DoorFrame title={title} about={about}>
      {children}
      <p className="x-door-foot">
        {session.account.name}（{session.account.login}）
        <button type="button" className="x-plain" onClick={() => void signOut()}>
          换个账号登录
        </button>
      </p>
    </DoorFrame>
  )
}
