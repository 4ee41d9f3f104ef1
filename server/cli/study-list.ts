import type { Command } from 'commander'
import { currentDefinition } from '../studies/lifecycle.ts'
import { countSimulated, simulatedWord } from '../studies/simulated.ts'
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
          const word = simulatedWord(countSimulated(context, row.id))
          const title = definition.title[definition.languages[0]!]
          say([row.slug, state, title, ...(word === '' ? [] : [word])].join('\t'))
        }
      }),
    )
}
