/** Long work: how far it is, and the way to break it off. */
import { Button } from 'antd'

/** Shows a share from 0 to 1 with what is being done; null is work whose end is not known. */
export function WorkProgress({
  label,
  share,
  onCancel,
}: {
  label: string
  share: number | null
  onCancel?: () => void
}) {
  const percent = share === null ? undefined : Math.round(share * 100)
  return (
    <div>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', marginBottom: 6 }}>
        <span aria-live="polite">{percent === undefined ? label : `${label}　${percent}%`}</span>
        {onCancel && (
          <Button size="small" onClick={onCancel} style={{ marginLeft: 'auto' }}>
            取消
          </Button>
        )}
      </div>
      <div className="x-progress" role="progressbar" aria-label={label} aria-valuenow={percent}>
        <div style={{ width: `${percent ?? 30}%` }} />
      </div>
    </div>
  )
}
