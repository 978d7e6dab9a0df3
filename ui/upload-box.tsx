/** Takes one file, dropped or chosen, and says at once when it can't be the right one. */
import { useId, useState } from 'react'

/** Offers a place for a file. `accept` are endings such as `.xlsx`, `limit` is in bytes. */
export function UploadBox({
  accept,
  limit = 100 * 1024 * 1024,
  hint,
  onFile,
}: {
  accept: readonly string[]
  limit?: number
  hint: string
  onFile: (file: File) => void
}) {
  const id = useId()
  const [isOver, setIsOver] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const take = (file: File | undefined) => {
    setIsOver(false)
    if (!file) return
    const why = faultOf(file, accept, limit)
    setWrong(why)
    if (!why) onFile(file)
  }
  return (
    <div>
      <label
        htmlFor={id}
        className={`x-upload${isOver ? ' x-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          take(event.dataTransfer.files[0])
        }}
      >
        <strong>把文件拖到这里，或点击选择文件</strong>
        <div className="x-quiet">{hint}</div>
        <input
          id={id}
          type="file"
          className="x-visually-hidden"
          accept={accept.join(',')}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </label>
      {wrong && (
        <p className="x-late" role="alert">
          {wrong}
        </p>
      )}
    </div>
  )
}

function faultOf({ name, size }: File, accept: readonly string[], limit: number): string | undefined {
  if (!accept.some((ending) => name.toLowerCase().endsWith(ending)))
    return `只能上传 ${accept.join('、')} 文件，这个文件是“${name}”。`
  if (size === 0) return '这个文件是空的，请重新选择。'
  if (size > limit) return `文件太大，最多 ${Math.floor(limit / 1024 / 1024)} MB。请分成几个文件上传。`
  return undefined
}
