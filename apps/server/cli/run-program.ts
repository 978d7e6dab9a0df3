/** Runs one command line to its exit code; whatever goes wrong becomes a Chinese sentence. */
import { type Command, CommanderError } from 'commander'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { terminalText } from '../terminal/terminal-text.ts'
import { tellFailure } from './tell-failure.ts'
import { usageSentence } from './usage-sentence.ts'

/** Parses and runs; answers the exit code and never throws. */
export async function runProgram(program: Command, words: readonly string[]): Promise<ExitCode> {
  try {
    await program.parseAsync([...words], { from: 'user' })
    return exitCodes.done
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellFailure(error)
    const sentence = usageSentence(error, program)
    if (sentence === undefined)
      return words.length === 0 || error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    console.error(`${terminalText(sentence)}\n查看用法：${commandNamed(program, words)} --help`)
    return exitCodes.usage
  }
}

function commandNamed(program: Command, words: readonly string[]): string {
  const names = [program.name()]
  let at = program
  for (const word of words) {
    const next = at.commands.find((sub) => sub.name() === word)
    if (!next) break
    names.push(word)
    at = next
  }
  return names.join(' ')
}
