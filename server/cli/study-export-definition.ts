import type { Command } from 'commander'
import { canonicalJson } from '../studies/canonical-json.ts'
import { definitionFile } from '../studies/drafts.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { onData, say } from './command-line.ts'

/** Adds `study export-definition`. */
export function addStudyExportDefinition(study: Command): void {
  study
    .command('export-definition')
    .description('write the definition of a study as JSON to standard output')
    .requiredOption('--slug <name>', 'short name of the study')
    .action(({ slug }: { slug: string }) =>
      onData((context) => {
        const definition = JSON.parse(definitionFile(context, requireStudy(context, slug)))
        // Canonical order of the keys: the same definition is the same file.
        say(JSON.stringify(JSON.parse(canonicalJson(definition)), null, 2))
      }),
    )
}
