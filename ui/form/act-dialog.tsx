/** An act in a dialog: a button's question, a form, done. */
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import type { Callable } from '@xinlu/kernel/commands/web'
import { tell } from '../notices.tsx'
import { ActForm, type ActFormProps } from './act-form.tsx'

type ActContract = Callable

/** Shows the form of an act over the page; tells `done` and closes when the server has done it. */
export function ActDialog<C extends ActContract>({
  title,
  about,
  done,
  onClose,
  onDone,
  ...form
}: Omit<ActFormProps<C>, 'onDone' | 'onCancel'> & {
  title: string
  about?: ReactNode
  done: string
  onClose: () => void
  onDone?: ActFormProps<C>['onDone']
}) {
  return (
    <Modal
      open
      title={title}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
      width={560}
      mask={{ closable: false }}
    >
      {about && (
        <p className="x-quiet" style={{ marginBottom: 14 }}>
          {about}
        </p>
      )}
      <ActForm<C>
        {...(form as ActFormProps<C>)}
        onCancel={onClose}
        onDone={(answer) => {
          tell(done)
          onDone?.(answer)
          onClose()
        }}
      />
    </Modal>
  )
}
