/** Binding an authenticator: the picture, the first code, the recovery codes. */
import { Alert, Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Shown } from '@xinlu/ui'
import { DoorForm } from './door-form.tsx'
import { type SeenSession, knock, session } from './session.ts'

/** Binds step by step; the session goes on once the person has seen his recovery codes. */
export function Enrolment({ onDone }: { onDone?: () => void }) {
  const [finished, setFinished] = useState<{ session: SeenSession; recoveryCodes: string[] }>()
  const begun = useQuery({
    queryKey: ['door', 'enrolment'],
    queryFn: async () => {
      const { uri, secret } = await knock<{ uri: string; secret: string }>('begin-enrolment')
      const { toDataURL } = await import('qrcode')
      return { secret, picture: await toDataURL(uri, { margin: 1, width: 200 }) }
    },
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (finished)
    return (
      <RecoveryCodes
        codes={finished.recoveryCodes}
        onDone={() => {
          session.set({ is: 'in', session: finished.session })
          onDone?.()
        }}
      />
    )
  return (
    <Shown of={begun}>
      {({ picture, secret }) => (
        <>
          <ol className="x-steps">
            <li>在手机上安装任意一款验证器（TOTP）。</li>
            <li>
              用它扫描下面的图案，或手工输入密钥 <code>{secret}</code>
            </li>
            <li>输入验证器显示的 6 位动态码。</li>
          </ol>
          <img src={picture} alt="绑定动态码用的二维码" width="200" height="200" className="x-qr" />
          <DoorForm
            fields={[{ name: 'code', label: '动态码', type: 'code', complete: 'one-time-code' }]}
            submit="绑定"
            onSubmit={async ({ code = '' }) =>
              setFinished(await knock('finish-enrolment', { code: code.trim() }))
            }
          />
        </>
      )}
    </Shown>
  )
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title="请把恢复码抄下来或打印，锁好保存"
        description="手机丢失时，每个恢复码可以代替动态码使用一次。这些恢复码只显示这一次。"
      />
      <ul className="x-recovery">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="x-form-buttons">
        <Button onClick={() => print()}>打印</Button>
        <Button type="primary" onClick={onDone}>
          已保存，继续
        </Button>
      </div>
    </>
  )
}
