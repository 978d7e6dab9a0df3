/** The sheet of paper that all steps of the door are written on. */
import type { ReactNode } from 'react'
import seal from '../seal.svg'

/** Shows one step. */
export function DoorFrame({
  title,
  about,
  children,
}: {
  title: string
  about?: string
  children: ReactNode
}) {
  return (
    <div className="x-door">
      <div className="x-door-side" aria-hidden="true">
        <Hills />
        <div className="x-door-words">
          <p>早发现</p>
          <p>早干预</p>
          <p>早帮扶</p>
        </div>
      </div>
      <main className="x-door-sheet">
        <div className="x-door-name">
          <img src={seal} alt="" width="44" height="44" />
          <div>
            <strong>忻路</strong>
            <span>防止返贫动态监测和帮扶工作系统</span>
          </div>
        </div>
        <h1>{title}</h1>
        {about && <p className="x-door-about">{about}</p>}
        {children}
        <p className="x-door-law">本系统处理个人信息，所有查看和办理均有记录。请勿在公用电脑上保存密码。</p>
      </main>
    </div>
  )
}

function Hills() {
  return (
    <svg viewBox="0 0 600 400" preserveAspectRatio="xMidYMax slice">
      <path d="M0 250 90 190l60 40 80-90 70 70 60-40 90 80 70-60 80 70v150H0z" fill="#35685a" />
      <path d="M0 300 70 255l90 45 80-60 100 70 80-50 90 60 90-45v145H0z" fill="#2a5a4b" />
      <path d="M0 350c80-30 150-20 230 0s160 20 240-5 90-20 130-10v65H0z" fill="#1d4237" />
      <path
        d="M255 400c10-30 60-32 58-58s-45-22-43-44 38-22 35-46"
        fill="none"
        stroke="#d9c79a"
        strokeWidth="3"
      />
    </svg>
  )
}
