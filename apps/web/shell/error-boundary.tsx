/** Catches what a page throws while it is drawn: the rest of the app stays. */
import { Button } from 'antd'
import { Component, type ReactNode } from 'react'

/** Shows its children, or what to do when they can't be drawn. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <div className="x-face" role="alert">
        <h2>这个页面出错了</h2>
        <p>其他页面仍可使用。请重新打开这个页面；如果反复出现，请联系系统管理员。</p>
        <Button onClick={() => this.setState({ hasFailed: false })}>重新打开</Button>
      </div>
    )
  }
}
