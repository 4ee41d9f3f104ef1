import type { Command } from 'commander'
import { createStudy } from '../studies/lifecycle.ts'
import { readDefinitionFile } from '../studies/read-definition-file.ts'
import { actor, onData, readNamedFile, say } from './command-line.ts'

/** Adds `study import`. */
export function addStudyImport(study: Command): void {
  study
    .command('import')
    .description('make a draft study from a definition file')
    .argument('<file>', 'the definition, a JSON file')
    .requiredOption('--slug <name>', 'short name of the new study, used in addresses')
    .action((file: string, { slug }: { slug: string }) =>
      onData((context) => {
        createStudy(context, slug, readDefinitionFile(readNamedFile(file)), actor)
        say(`The study "${slug}" is a draft. Publish it with: comparand study publish --slug ${slug}`)
      }),
    )
}
