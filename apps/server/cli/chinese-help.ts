/** Makes commander speak Chinese, measure Chinese columns, and leave printing errors to us. */
import type { Command } from 'commander'
import { widthOf } from '../terminal/table.ts'

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

/** Answers the same command, it and everything below it with Chinese help and without English errors. */
export function speakChinese(command: Command): Command {
  command
    .helpOption('-h, --help', '显示说明')
    .helpCommand(false)
    .enablePositionalOptions()
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      displayWidth: (text) => widthOf(text),
      styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '[命令]'),
      optionDescription: (option) =>
        option.defaultValue === undefined || option.defaultValue === false
          ? option.description
          : `${option.description}（默认 ${option.defaultValueDescription ?? String(option.defaultValue)}）`,
      subcommandTerm: (sub) => {
        const args = sub.registeredArguments.map((arg) =>
          arg.required ? `<${arg.name()}>` : `[${arg.name()}]`,
        )
        return [sub.name(), ...args].join(' ')
      },
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .showSuggestionAfterError(false)
  for (const sub of command.commands) speakChinese(sub)
  return command
}
