import type { Command } from 'commander'
import { linksCsv } from '../fieldwork/links-csv.ts'
import { onData } from './command-line.ts'

/** Adds `links`. */
export function addLinks(program: Command): void {
  program
    .command('links')
    .description('write the personal links as CSV to standard output, the address last')
    .requiredOption('--study <name>', 'short name of the study')
    .action(({ study }: { study: string }) =>
      onData((context) => {
        process.stdout.write(linksCsv(context, study))
      }),
    )
}
