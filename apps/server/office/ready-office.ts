/** Sees to it that the office app is built before the server says it is ready. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { BUILT, officeState } from './office-stamp.ts'

/** Answers the folder of the app, building it when it is missing or older than its sources. Throws when that fails. */
export async function readyOffice(): Promise<string> {
  const state = officeState()
  if (state === 'fresh') return BUILT
  console.error(state === 'missing' ? '正在生成办公界面……' : '源文件有改动，正在重新生成办公界面……')
  // A process of its own: bundling is heavy, and the demo city is made meanwhile.
  const builder = spawn(process.execPath, [join(import.meta.dirname, 'build-office.ts')], {
    stdio: 'inherit',
  })
  const code = await new Promise<number | null>((resolve) => builder.once('exit', resolve))
  if (code !== 0) throw new Error('办公界面没有生成，服务不能启动。请运行 npm run build 查看原因。')
  return BUILT
}
