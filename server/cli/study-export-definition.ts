import type { Command } from 'commander'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'
import { onData, say } from './command-line.ts'

/** Adds `study export-definition`. */
export function addStudyExportDefinition(study: Command): void {
  study
    .command('export-definition')
    .description('write the definition of a study as JSON to standard output')
    .requiredOption('--slug <name>', 'short name of the study')
    .action(({ slug }: { slug: string }) =>
      onData((context) => {
        say(JSON.stringify(currentDefinition(context, requireStudy(context, slug)), null, 2))
      }),
    )
}
