/** Tells before the session ends for want of work, and ends the screen with it. */
import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { askWhoIsIn, signOut } from '../session/session.ts'

const WARN_MS = 2 * 60_000
const LOOK_MS = 5000

let lastAnswer = Date.now()

/** Notes that the server answered: its own clock began anew. */
export function noteAnswer(): void {
  lastAnswer = Date.now()
}

/** Counts down the last two minutes in a dialog; at the end whatever stood on the screen is taken away. */
export function IdleWarning({ minutes }: { minutes: number }) {
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    const look = () => {
      const leftMs = lastAnswer + minutes * 60_000 - Date.now()
      if (leftMs <= 0) void signOut('您长时间没有操作，已自动退出。请重新登录，没有提交的内容还在。')
      setLeft(leftMs < WARN_MS ? Math.max(0, Math.ceil(leftMs / 1000)) : undefined)
    }
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [minutes])
  if (left === undefined) return null
  return (
    <Modal
      open
      title="还在吗？"
      closable={false}
      footer={
        <Button
          type="primary"
          onClick={() => {
            setLeft(undefined)
            void askWhoIsIn()
          }}
        >
          继续办理
        </Button>
      }
    >
      您有一段时间没有操作，约 {Math.max(1, Math.ceil(left / 60))} 分钟后将自动退出。
    </Modal>
  )
}
