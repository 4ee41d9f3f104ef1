import type { Command } from 'commander'
import { closeStudy } from '../studies/lifecycle.ts'
import { actor, onData, say } from './command-line.ts'

/** Adds `study close`. */
export function addStudyClose(study: Command): void {
  study
    .command('close')
    .description('close a study for good: no answer changes after that')
    .requiredOption('--slug <name>', 'short name of the study')
    .action(({ slug }: { slug: string }) =>
      onData((context) => {
        closeStudy(context, slug, actor)
        say(`The study "${slug}" is closed.`)
      }),
    )
}
