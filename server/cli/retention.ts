import type { Command } from 'commander'
import { applyRetention, planRetention } from '../fieldwork/retention.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { actor, onData, say } from './command-line.ts'

/** Adds `retention`: a dry run, or the removal itself for whoever types the study's name once more. */
export function addRetention(program: Command): void {
  program
    .command('retention')
    .description('say what the retention dates of a study would remove; with --apply remove what is due')
    .requiredOption('--study <name>', 'short name of the study')
    .option('--apply <name>', 'the short name once more: remove for good what is due')
    .action(({ study, apply }: { study: string; apply?: string }) =>
      onData((context) => {
        const { dates, held, due } = planRetention(context, requireStudy(context, study))
        const day = (at: number | null | undefined) =>
          at ? new Date(at - 1).toISOString().slice(0, 10) : 'no date'
        say(
          `identities\tuntil ${day(dates?.identities_until)}\t${held.members} members, ${held.reserve} in reserve, ${held.wishes} for results\t${due.includes('identities') ? 'due' : 'not due'}`,
        )
        say(
          `answers\tuntil ${day(dates?.answers_until)}\t${held.respondents} respondents, ${held.judgements} judgements, ${held.answers} answers\t${due.includes('answers') ? 'due' : 'not due'}`,
        )
        if (apply === undefined) return say('Nothing was removed: this was a dry run.')
        say(`Removed for good: ${applyRetention(context, study, apply, actor).join(', ')}.`)
      }),
    )
}
