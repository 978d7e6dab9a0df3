/** Decides as whom PostgreSQL runs, because it refuses to run as root. */
import { accessSync, chownSync, constants, existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

/** How to start a PostgreSQL program: what to put before it, and who owns its files. */
export interface RunAs {
  prefix: readonly string[]
  /** The same without any capability: as what the programs themselves look at their files. */
  bare: readonly string[]
  own(path: string): void
}

const NOBODY = 65534

/**
 * Answers how to run the PostgreSQL programs on this machine.
 * Root steps down to the user `nobody`. Where `nobody` could not reach the folders (a home folder is often
 * closed), the step keeps the one capability that reading and writing there needs, and no other.
 */
export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], bare: [], own: () => {} }
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))
  if (!setpriv) {
    throw new Error(
      '以 root 身份启动内置数据库需要 setpriv(util-linux)。请安装它，或换一个普通用户启动，或设置 DATABASE_URL。',
    )
  }
  accessSync(setpriv, constants.X_OK)
  const identity = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  const reach = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  const full = [setpriv, ...identity, ...reach]
  const reaches = spawnSync(full[0]!, [...full.slice(1), 'true']).status === 0
  return {
    prefix: reaches ? full : [setpriv, ...identity],
    bare: [setpriv, ...identity],
    own: (path) => chownSync(path, NOBODY, NOBODY),
  }
}
