/** 我的账号: where I am signed in, my password, my authenticator. */
import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { sentenceOf, useAct, useAsk, useWatched } from '@xinlu/kernel/commands/web'
import { Facts, InstantText, PageHead, Section, Shown, tell } from '@xinlu/ui'
import { endOwnSession, listOwnSessions } from '@xinlu/server/administration'
import { DoorForm } from '../../session/door-form.tsx'
import { PasswordForm } from '../../session/door.tsx'
import { Enrolment } from '../../session/enrolment.tsx'
import { session, step } from '../../session/session.ts'

/** The page. */
export function OwnPage() {
  const state = useWatched(session)
  const [doing, setDoing] = useState<'password' | 'bind' | 'unbind'>()
  if (state.is !== 'in') return null
  const { account, idleMinutes } = state.session
  const done = (sentence: string) => {
    setDoing(undefined)
    tell(sentence)
  }
  return (
    <>
      <PageHead title="我的账号" />
      <Section
        title={account.name}
        actions={
          <>
            <Button size="small" onClick={() => setDoing('password')}>
              修改密码
            </Button>{' '}
            <Button size="small" onClick={() => setDoing(account.isEnrolled ? 'unbind' : 'bind')}>
              {account.isEnrolled ? '解除动态码' : '绑定动态码'}
            </Button>
          </>
        }
      >
        <Facts
          of={[
            ['登录名', account.login],
            ['动态码', account.isEnrolled ? '已绑定' : '未绑定'],
            ['自动退出', `${idleMinutes} 分钟没有操作`],
          ]}
        />
      </Section>
      <Sessions />
      <Modal
        open={doing !== undefined}
        title={doing === 'password' ? '修改密码' : doing === 'bind' ? '绑定动态码' : '解除动态码'}
        footer={null}
        destroyOnHidden
        onCancel={() => setDoing(undefined)}
      >
        {doing === 'password' && <PasswordForm onDone={() => done('密码已修改')} />}
        {doing === 'bind' && <Enrolment onDone={() => done('动态码已绑定')} />}
        {doing === 'unbind' && (
          <DoorForm
            fields={[{ name: 'code', label: '动态码或恢复码', type: 'code', complete: 'one-time-code' }]}
            submit="解除"
            onSubmit={async ({ code = '' }) => {
              await step('remove-second-factor', { code: code.trim() })
              done('动态码已解除')
            }}
          />
        )}
      </Modal>
    </>
  )
}

function Sessions() {
  const sessions = useAsk(listOwnSessions, {})
  const ending = useAct(endOwnSession)
  const [failure, setFailure] = useState<unknown>()
  const end = async (one: string) => {
    setFailure(undefined)
    await ending.send({ session: one }).then(() => tell('已退出这个登录'), setFailure)
  }
  return (
    <Section title="我的登录" about="不认识的登录请马上退出，并修改密码。">
      {failure !== undefined && <Alert type="error" role="alert" title={sentenceOf(failure)} />}
      <Shown of={sessions}>
        {({ items }) => (
          <table className="x-two-sided">
            <thead>
              <tr>
                {['登录时间', '最近使用', '网络地址', '浏览器', '操作'].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.session}>
                  <td>
                    <InstantText at={one.createdAt} />
                  </td>
                  <td>
                    <InstantText at={one.seenAt} />
                  </td>
                  <td>{one.address ?? '—'}</td>
                  <td>{one.agent ?? '—'}</td>
                  <td>
                    <Button type="link" size="small" onClick={() => void end(one.session)}>
                      退出
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Shown>
    </Section>
  )
}
