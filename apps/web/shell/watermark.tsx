/** Who looks, from which unit, when: written faintly over every page. It deters; it protects nothing. */
import { useEffect, useRef } from 'react'

const WIDTH = 340
const HEIGHT = 210
const EVERY_MS = 60_000

/** Draws the lines over the page; the time goes on by the minute. */
export function Watermark({ lines }: { lines: readonly string[] }) {
  const sheet = useRef<HTMLDivElement>(null)
  const text = lines.join('\n')
  // Drawn on a canvas and set through the style object: the page's policy takes no style attribute.
  useEffect(() => {
    const draw = () => {
      if (sheet.current) sheet.current.style.backgroundImage = `url(${pictureOf(text.split('\n'))})`
    }
    draw()
    const timer = setInterval(draw, EVERY_MS)
    return () => clearInterval(timer)
  }, [text])
  return <div ref={sheet} className="x-watermark" aria-hidden="true" />
}

function pictureOf(lines: readonly string[]): string {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const pen = canvas.getContext('2d')!
  pen.translate(WIDTH / 2, HEIGHT / 2)
  pen.rotate(-Math.PI / 9)
  pen.textAlign = 'center'
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`
  pen.fillStyle = 'rgba(30,42,38,.055)'
  const now = new Date().toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false }).slice(0, -3)
  for (const [at, line] of [...lines, now].entries()) pen.fillText(line, 0, at * 20 - 20)
  return canvas.toDataURL()
}
