/** A form at the door: a few fields, one button, the sentence of what went wrong. */
import { Alert, Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { ProblemAnswer, sentenceOf } from '@xinlu/kernel/commands/web'

/** One field at the door. */
export interface DoorField {
  name: string
  label: string
  type: 'text' | 'password' | 'code'
  complete: string
  help?: ReactNode
}

/** Shows the form; `onSubmit` throws what the server refuses. What stands in secret fields is emptied then. */
export function DoorForm({
  fields,
  submit,
  onSubmit,
  check,
  children,
}: {
  fields: readonly DoorField[]
  submit: string
  onSubmit: (values: Record<string, string>) => Promise<unknown>
  /** Answers what is wrong before it is sent. */
  check?: (values: Record<string, string>) => string | undefined
  children?: ReactNode
}) {
  const id = useId()
  const [values, setValues] = useState<Record<string, string>>({})
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [isRunning, setIsRunning] = useState(false)
  const run = async () => {
    const empty = fields.find(({ name }) => !values[name]?.trim())
    const found = empty ? `请填写${empty.label}。` : check?.(values)
    if (found) return setWrong([found])
    setIsRunning(true)
    setWrong([])
    try {
      await onSubmit(values)
    } catch (error) {
      const reasons = error instanceof ProblemAnswer ? error.reasons.map(({ message }) => message) : []
      setWrong([sentenceOf(error), ...reasons])
      const open = fields.filter(({ type }) => type === 'text').map(({ name }) => [name, values[name] ?? ''])
      setValues(Object.fromEntries(open) as Record<string, string>)
    }
    setIsRunning(false)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      {fields.map(({ name, label, type, complete, help }, at) => {
        const told = {
          id: `${id}-${name}`,
          value: values[name] ?? '',
          autoComplete: complete,
          autoFocus: at === 0,
          onChange: (event: { target: { value: string } }) =>
            setValues({ ...values, [name]: event.target.value }),
        }
        return (
          <div className="x-field" key={name}>
            <label htmlFor={told.id}>{label}</label>
            {type === 'password' ? (
              <Input.Password {...told} size="large" />
            ) : (
              <Input
                {...told}
                size="large"
                inputMode={type === 'code' ? 'text' : undefined}
                spellCheck={false}
              />
            )}
            {help && <div className="x-help">{help}</div>}
          </div>
        )
      })}
      {wrong.length > 0 && (
        <Alert
          role="alert"
          type="error"
          showIcon
          title={wrong[0]}
          description={
            wrong.length > 1 ? wrong.slice(1).map((line) => <div key={line}>{line}</div>) : undefined
          }
          style={{ marginBottom: 14 }}
        />
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={isRunning}>
        {submit}
      </Button>
      {children}
    </form>
  )
}
