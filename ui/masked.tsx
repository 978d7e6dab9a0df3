/** A value that is hidden until somebody says why he needs it: 点击查看. */
import { Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import { type RevealReason, type reveal, revealReasons } from '@xinlu/kernel/commands'
import { call, sentenceOf } from '@xinlu/kernel/commands/web'

type RevealContract = ReturnType<typeof reveal>

/** Shows the masked text and opens one field of one record on request; what was opened is gone with the page. */
export function Masked({
  text,
  label,
  contract,
  subject,
  field,
}: {
  text: string | null
  label: string
  contract: RevealContract
  subject: string
  field: string
}) {
  const [isAsking, setIsAsking] = useState(false)
  const [value, setValue] = useState<string | null>()
  if (text === null) return <span>—</span>
  if (value !== undefined) return <span className="x-hidden-value">{value ?? '没有登记'}</span>
  return (
    <span>
      <span className="x-hidden-value">{text}</span>
      <Button type="link" size="small" aria-label={`查看${label}`} onClick={() => setIsAsking(true)}>
        点击查看
      </Button>
      {isAsking && (
        <ReasonToSee
          label={label}
          onClose={() => setIsAsking(false)}
          onReason={async (reason) => {
            const answer = await call(contract, { subject, field, reason })
            setValue(answer.value)
            setIsAsking(false)
          }}
        />
      )}
    </span>
  )
}

function ReasonToSee({
  label,
  onClose,
  onReason,
}: {
  label: string
  onClose: () => void
  onReason: (reason: RevealReason) => Promise<void>
}) {
  const [reason, setReason] = useState<RevealReason>()
  const [failure, setFailure] = useState<unknown>()
  const [isRunning, setIsRunning] = useState(false)
  const ask = async () => {
    if (!reason) return
    setIsRunning(true)
    setFailure(undefined)
    await onReason(reason).catch(setFailure)
    setIsRunning(false)
  }
  return (
    <Modal
      open
      title={`查看${label}`}
      okText="查看"
      cancelText="取消"
      okButtonProps={{ disabled: !reason, loading: isRunning }}
      onOk={() => void ask()}
      onCancel={onClose}
      width={460}
    >
      <p className="x-quiet">请选择查看原因。这次查看会记入审计记录。</p>
      <Radio.Group
        aria-label="查看原因"
        value={reason}
        onChange={(event) => setReason(event.target.value as RevealReason)}
        style={{ display: 'grid', gap: 8, margin: '12px 0' }}
        options={Object.entries(revealReasons).map(([code, text]) => ({ value: code, label: text }))}
      />
      {failure !== undefined && (
        <p className="x-late" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
    </Modal>
  )
}
