import type { Command } from 'commander'
import { importFeeSchedule } from '../fees/import-fee-schedule.ts'
import { Refusal } from '../refusal.ts'
import { actor, onData, readNamedFile, say } from './command-line.ts'

interface Options {
  year?: string
  source?: string
  descriptorLicence?: string
}

/** Adds `fees`: the Medicare fee schedule's relative value files. */
export function addFeesCommands(program: Command): void {
  program
    .command('fees')
    .description('work RVUs of the Medicare fee schedule')
    .command('import <file>')
    .description(
      'read a relative value file as CMS publishes it (PPRRVU….csv); a year read before is replaced',
    )
    .option('--year <year>', 'where the file’s title names none')
    .option('--source <name>', 'as reports cite it')
    .option(
      '--descriptor-licence <statement>',
      'keep descriptors under this licence; left out: they are not kept',
    )
    .action((file: string, { year, source, descriptorLicence }: Options) =>
      onData(async (context) => {
        if (year !== undefined && !/^(19|20)\d\d$/.test(year))
          throw new Refusal('invalid', `--year is "${year}", but must be a year such as 2023.`)
        const wishes = { year: year === undefined ? undefined : Number(year), source, descriptorLicence }
        const made = await importFeeSchedule(context, readNamedFile(file), wishes, actor)
        say(`${made.codes} codes of ${made.year}; ${made.withModifier} rows with a modifier left out`)
      }),
    )
}
