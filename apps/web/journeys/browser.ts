/** A real Chromium from npm, with the fonts of npm: nothing of the machine is used. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const folderOf = (name: string, file = 'package.json') => dirname(require.resolve(`${name}/${file}`))

/** Starts the browser; the first start on a machine unpacks it. */
export async function openBrowser(): Promise<Browser> {
  const home = unpacked()
  // The browser is shared by all checkouts of a machine, the fonts are of this one.
  const fonts = join(mkdtempSync(join(tmpdir(), 'xinlu-fonts-')), 'fonts.conf')
  writeFileSync(fonts, fontsConf(home))
  const browser = await chromium.launch({
    executablePath: join(home, 'chromium'),
    // One process would take the whole browser down with one page; this machine is no lambda.
    args: sparticuz.args.filter((arg) => !/^--(single-process|disable-web-security|allow-running)/.test(arg)),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: fonts,
    },
  })
  browser.on('disconnected', () => rmSync(dirname(fonts), { recursive: true, force: true }))
  return browser
}

// Several test files may come here at once: each unpacks beside, the first to finish gives the folder its name.
function unpacked(): string {
  const chromiumHome = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..')
  const { version } = JSON.parse(readFileSync(join(chromiumHome, 'package.json'), 'utf8')) as {
    version: string
  }
  const home = join(tmpdir(), `xinlu-chromium-${version}`)
  if (existsSync(join(home, 'chromium'))) return home
  const beside = mkdtempSync(join(tmpdir(), 'xinlu-chromium-new-'))
  execFileSync(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], {
    // The package looks for the sign of its usual home before it unpacks the libraries it needs.
    env: { ...process.env, TMPDIR: beside, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  mkdirSync(join(beside, 'font-cache'))
  try {
    renameSync(beside, home)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(join(home, 'chromium'))) throw error
  }
  return home
}

function fontsConf(home: string): string {
  const fonts = folderOf('@expo-google-fonts/noto-sans-sc')
  const dirs = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) => join(fonts, weight))
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  ${dirs.map((dir) => `<dir>${dir}</dir>`).join('\n  ')}
  <cachedir>${join(home, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`
}
