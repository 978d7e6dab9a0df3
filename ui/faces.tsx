/** The faces of a page besides the one that shows something: loading, empty, refused, failed. */
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ProblemAnswer, sentenceOf } from '@xinlu/kernel/commands/web'

/** Grey lines where the content will stand. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="正在加载" style={{ padding: 18 }}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}

/** Nothing there: says so, and what to do about it. */
export function Empty({ title = '没有内容', children }: { title?: string; children?: ReactNode }) {
  return (
    <div className="x-face">
      <svg width="56" height="44" viewBox="0 0 56 44" aria-hidden="true" fill="none" stroke="#b8b3a4">
        <path d="M8 14h40v26H8zM8 14l6-9h28l6 9M8 22h12l3 5h10l3-5h12" strokeWidth="1.5" />
      </svg>
      <h2>{title}</h2>
      {children && <div>{children}</div>}
    </div>
  )
}

/** The post may not see this. */
export function Refused({ sentence }: { sentence: string }) {
  return (
    <div className="x-face" role="alert">
      <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true" fill="none" stroke="#a8322a">
        <circle cx="22" cy="22" r="16" strokeWidth="2" />
        <path d="M13 22h18" strokeWidth="3" />
      </svg>
      <h2>没有权限</h2>
      <p>{sentence}</p>
    </div>
  )
}

/** It could not be shown; says why in the server's own sentence, and offers to try again. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  if (error instanceof ProblemAnswer && error.status === 403) return <Refused sentence={error.detail} />
  const title = error instanceof ProblemAnswer ? error.title : '没有显示出来'
  return (
    <div className="x-face" role="alert">
      <h2>{title}</h2>
      <p>{sentenceOf(error)}</p>
      {again && <Button onClick={again}>再试一次</Button>}
    </div>
  )
}

/** What a query is, as far as its faces need it. */
export interface Answered<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** Shows the answer of a query, or the face it has instead. */
export function Shown<T>({ of, children }: { of: Answered<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (of.isPending && !of.error) return <Loading />
  return <Failed error={of.error} again={() => void of.refetch()} />
}
