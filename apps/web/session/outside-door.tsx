/** 统一身份认证, where the city has one. */
import { Alert, Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '@xinlu/kernel/commands/web'
import { knock } from './session.ts'

const sentences: Readonly<Record<string, string>> = {
  'access.outside-not-bound':
    '统一身份认证已通过，但还没有绑定本系统的账号。请先用登录名和密码登录，再在“我的账号”里绑定。',
  'access.outside-taken': '这个统一身份已绑定别的账号。请联系系统管理员。',
  'access.sign-in-refused': '账号暂时不能使用，请联系系统管理员。',
}

/** Offers the provider beside the password, and says what came of a journey there. */
export function OutsideDoor() {
  const offer = useQuery({
    queryKey: ['door', 'offer'],
    queryFn: () => knock<{ isOffered: boolean }>('outside/offer'),
  })
  const [failure, setFailure] = useState<unknown>()
  const code = new URLSearchParams(location.search).get('outside')
  const told = code === null || code === 'bound' || code === 'signed-in' ? undefined : code
  if (!offer.data?.isOffered) return null
  return (
    <div className="x-door-outside">
      {(told ?? failure) !== undefined && (
        <Alert
          role="alert"
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={failure ? sentenceOf(failure) : (sentences[told!] ?? '统一身份认证没有完成，请重新登录。')}
        />
      )}
      <Button
        size="large"
        block
        onClick={() =>
          void knock<{ url: string }>('outside/begin', { purpose: 'signIn' })
            .then(({ url }) => location.assign(url))
            .catch(setFailure)
        }
      >
        统一身份认证登录
      </Button>
    </div>
  )
}
