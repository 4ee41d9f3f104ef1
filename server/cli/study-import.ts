import { basename, extname } from 'node:path'
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
    .option('--slug <name>', 'short name of the new study, used in addresses (default: the name of the file)')
    .action((file: string, { slug = slugOf(file) }: { slug?: string }) =>
      onData((context) => {
        createStudy(context, slug, readDefinitionFile(readNamedFile(file)), actor)
        say(`The study "${slug}" is a draft. Publish it with: comparand study publish --slug ${slug}`)
      }),
    )
}

function slugOf(file: string): string {
  return basename(file, extname(file))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}
