import type { Command } from 'commander'
import { Refusal } from '../refusal.ts'
import { withdraw } from '../respond/finish.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { actor, onData, say } from './command-line.ts'

/** Adds `withdraw`: for people who write to the society with their reference, as the last page tells them. */
export function addWithdrawCommand(program: Command): void {
  program
    .command('withdraw')
    .description('withdraw all answers of a respondent who asked for it; cannot be undone')
    .requiredOption('--study <name>', 'short name of the study')
    .requiredOption('--reference <reference>', 'the reference shown on the last page, such as S04711')
    .action(({ study: slug, reference }: { study: string; reference: string }) =>
      onData((context) => {
        context.transaction(() => {
          const study = requireStudy(context, slug)
          const respondent = context.queries.respondents.findByPseudonym.get(study.id, reference)
          if (!respondent) throw new Refusal('not_found', `"${slug}" has no respondent ${reference}.`)
          if (respondent.withdrawn_at !== null)
            throw new Refusal('conflict', `The answers of ${reference} are withdrawn already.`)
          withdraw(context, respondent)
          logEvent(context, actor, 'answers withdrawn on request', study.id, { reference })
        })
        say(`The answers of ${reference} are withdrawn: no file and no analysis made from now on uses them.`)
      }),
    )
}
