/** What the documents point at must exist: files, headings, `npm run` scripts, commands of the command line. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../apps/server/cli/program.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const documents = [
  ...readdirSync(ROOT).filter((name) => /^README.*\.md$/.test(name)),
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))),
].sort()

const scripts = Object.keys(
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
)
const commands = new Map(
  buildProgram().commands.map((command) => [command.name(), command.commands.map((sub) => sub.name())]),
)

describe.each(documents)('%s', (path) => {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const broken = brokenIn(path, text)
  test('every relative link leads to a file, and to a heading of it', () => {
    expect(broken.links).toEqual([])
  })
  test('every npm script it names is in package.json', () => {
    expect(broken.scripts).toEqual([])
  })
  test('every command and sub-command it names is known', () => {
    expect(broken.commands).toEqual([])
  })
})

test('what is not there is found', () => {
  const text = [
    '# 一、开头',
    '[a](no-such-file.md) [b](README.md#nowhere) [c](#一开头) [d](README.md) [e](https://example.org/x)',
    '`npm run nothing` and `npm run check -- --fix`, `npx xinlu explore 张有田`',
    '`xinlu accounts dismiss lin.xia`, `xinlu accounts --state 可用`, `xinlu divisions find 鹅城`',
    '```',
    '$ npx xinlu nonsense',
    '没有“nonsense”这个命令。',
    '[退出码 64]',
    '$ npx xinlu audit prove',
    '审计记录完整',
    '```',
  ].join('\n')
  expect(brokenIn('CHANGELOG.md', text)).toEqual({
    links: ['no-such-file.md', 'README.md#nowhere'],
    scripts: ['nothing'],
    commands: ['explore', 'accounts dismiss', 'audit prove'],
  })
})

function brokenIn(path: string, text: string): { links: string[]; scripts: string[]; commands: string[] } {
  return {
    links: linksOf(text).filter((link) => !leadsSomewhere(path, text, link)),
    scripts: [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)]
      .map(([, name]) => name!)
      .filter((name) => !scripts.includes(name)),
    commands: commandsOf(text).filter((words) => !isCommand(words)),
  }
}

function linksOf(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z][a-z+.-]*:/.test(target))
}

function leadsSomewhere(path: string, text: string, link: string): boolean {
  const [file = '', heading] = decodeURI(link).split('#')
  const target = join(ROOT, dirname(path), file)
  if (file !== '' && !existsSync(target)) return false
  if (heading === undefined) return true
  return headingsOf(file === '' ? text : readFileSync(target, 'utf8')).includes(heading)
}

// As the hosts of repositories make them: lower case, spaces to hyphens, punctuation gone.
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Answers `command` or `command sub-command` of each call; one that is shown to be refused as misspelt is no mistake. */
function commandsOf(text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    if (/^没有“.*”这个命令/.test(lines[at + 1] ?? '')) return []
    return [...line.matchAll(/\bxinlu ((?:[a-z]+ )?[a-z]+)(?![\w/:@=.-])/g)].map(([, words]) => {
      const [command = '', sub] = words!.split(' ')
      return sub !== undefined && (commands.get(command)?.length ?? 0) > 0 ? `${command} ${sub}` : command
    })
  })
}

function isCommand(words: string): boolean {
  const [command = '', sub] = words.split(' ')
  const subs = commands.get(command)
  return subs !== undefined && (sub === undefined || subs.includes(sub))
}
