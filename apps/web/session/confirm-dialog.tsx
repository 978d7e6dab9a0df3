/** 先确认是您本人: password or code, asked when the server answers 428. */
import { Modal, Segmented } from 'antd'
import { useState } from 'react'
import { useWatched, watched } from '@xinlu/kernel/commands/web'
import { DoorForm } from './door-form.tsx'
import { session, step } from './session.ts'

let waiting: ((isConfirmed: boolean) => void)[] = []
const asking = watched(false)

/** Asks the person; several calls that wait at the same time are answered by one dialog. */
export function askToConfirm(): Promise<boolean> {
  asking.set(true)
  return new Promise((resolve) => waiting.push(resolve))
}

function settle(isConfirmed: boolean): void {
  const settled = waiting
  waiting = []
  asking.set(false)
  for (const resolve of settled) resolve(isConfirmed)
}

/** The dialog; the shell has one. */
export function ConfirmDialog() {
  const isOpen = useWatched(asking)
  const state = session.now()
  const isEnrolled = state.is === 'in' && state.session.account.isEnrolled
  const [by, setBy] = useState<'password' | 'code'>('password')
  if (!isOpen) return null
  return (
    <Modal
      open
      title="请先确认是您本人"
      footer={null}
      onCancel={() => settle(false)}
      width={420}
      zIndex={1100}
    >
      <p className="x-quiet" style={{ marginBottom: 12 }}>
        查看隐藏信息和导出前需要确认，确认后几分钟内不再询问。
      </p>
      {isEnrolled && (
        <Segmented
          block
          style={{ marginBottom: 14 }}
          value={by}
          onChange={setBy}
          options={[
            { value: 'password', label: '用密码' },
            { value: 'code', label: '用动态码' },
          ]}
        />
      )}
      <DoorForm
        key={by}
        fields={[
          by === 'password'
            ? { name: 'password', label: '密码', type: 'password', complete: 'current-password' }
            : { name: 'code', label: '动态码', type: 'code', complete: 'one-time-code' },
        ]}
        submit="确认"
        onSubmit={async (values) => {
          await step('confirm', values)
          settle(true)
        }}
      />
    </Modal>
  )
}
