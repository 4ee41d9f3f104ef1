import type { Command } from 'commander'
import { currentDefinition } from '../studies/lifecycle.ts'
import { onData, say } from './command-line.ts'

/** Adds `study list`. */
export function addStudyList(study: Command): void {
  study
    .command('list')
    .description('list the studies: short name, state, title')
    .action(() =>
      onData((context) => {
        for (const row of context.queries.studies.list.all()) {
          const definition = currentDefinition(context, row)
          const state = row.paused_at === null ? row.state : 'paused'
          say([row.slug, state, definition.title[definition.languages[0]!]].join('\t'))
        }
      }),
    )
}
