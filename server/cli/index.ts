import { Command, CommanderError } from 'commander'
import { programVersion } from '../program-version.ts'
import { addAnalyseCommand } from './analyse.ts'
import { addBackup } from './backup.ts'
import { addBundle } from './bundle.ts'
import { sentenceOf } from './command-line.ts'
import { addExport } from './export.ts'
import { addFeesCommands } from './fees.ts'
import { addFunnel } from './funnel.ts'
import { addLinks } from './links.ts'
import { addMailCommands } from './mail.ts'
import { addMediaCommands } from './media-add.ts'
import { addMembersAdd } from './members-add.ts'
import { addRecompute } from './recompute.ts'
import { addRestore } from './restore.ts'
import { addRetention } from './retention.ts'
import { addSimulate } from './simulate.ts'
import { addStudyCommands } from './study.ts'
import { addUserCommands } from './user-add.ts'
import { addWithdrawCommand } from './withdraw.ts'

/* The command line: 0 done, 1 an expected "no" with its sentence on stderr, 2 wrong usage. */

// A reader that has enough, such as head, is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const program = new Command('comparand')
  .description('Paired-comparison valuation studies: works on the data folder named by COMPARAND_DATA.')
  .version(programVersion)
  .exitOverride()
  .showHelpAfterError('(add --help to see what is expected)')

const commands = [
  addStudyCommands,
  addMembersAdd,
  addMediaCommands,
  addLinks,
  addMailCommands,
  addFunnel,
  addExport,
  addBundle,
  addAnalyseCommand,
  addRecompute,
  addFeesCommands,
  addUserCommands,
  addBackup,
  addRestore,
  addRetention,
  addSimulate,
  addWithdrawCommand,
]
for (const add of commands) add(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    const sentence = sentenceOf(error)
    if (sentence === undefined) throw error
    process.stderr.write(`${sentence}\n`)
    process.exitCode = 1
  }
}
