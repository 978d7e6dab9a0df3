/** Says in Chinese what is wrong with a command line. */
import type { Command, CommanderError } from 'commander'

/** Answers the sentence for a parsing error of commander; nothing when it only showed its help or version. */
export function usageSentence({ code, message }: CommanderError, program: Command): string | undefined {
  const named = /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return undefined
    case 'commander.unknownCommand':
      return `没有“${named}”这个命令。可用的命令：${program.commands.map((sub) => sub.name()).join('、')}。`
    case 'commander.unknownOption':
      return `没有“${named}”这个选项。`
    case 'commander.missingArgument':
      return `缺少参数“${named}”。`
    case 'commander.optionMissingArgument':
      return `选项“${named}”后面要写一个值。`
    case 'commander.missingMandatoryOptionValue':
      return `必须写选项“${named}”。`
    case 'commander.excessArguments':
      return '参数写多了。'
    case 'commander.conflictingOption':
      return '写了互相矛盾的选项。'
    // Our own parsers of values write the sentence; commander puts its own words in front.
    case 'commander.invalidArgument':
      return message.replace(/^.* is invalid(?: for argument '[^']*')?\.\s*/, '')
    default:
      return '命令行写得不对。'
  }
}
