import type { Command } from 'commander'
import { isServerRunning } from '../../db/data-lock.ts'
import type { Context } from '../context.ts'
import { simulateStudy } from '../simulation/simulate-study.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { onData, say } from './command-line.ts'
import { decimal, share, wholeNumber } from './options.ts'
import { showProgress } from './progress.ts'

interface Options {
  study: string
  respondents: number
  seed: number
  partial: number
  cannot: number
  ties: number
  orderEffect: number
  careless: number
  chunk: number
  amongMembers?: true
}

/** Adds `simulate`. */
export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description('fill a live study with simulated surgeons of known measures, for trying and testing')
    .requiredOption('--study <name>', 'short name of the study')
    .requiredOption('--respondents <number>', 'how many start', wholeNumber(1, 1_000_000))
    .option(
      '--seed <number>',
      'the same seed gives the same surgeons and answers',
      wholeNumber(0, 2 ** 31),
      1,
    )
    .option('--partial <share>', 'share of respondents who stop on the way', share, 0)
    .option('--cannot <share>', 'share of pairs answered "cannot compare"', share, 0.02)
    .option('--ties <share>', 'share of ties between two equal procedures', share, 0.3)
    .option('--order-effect <logits>', 'what the procedure shown first gains', decimal, 0)
    .option('--careless <share>', 'share of respondents who answer at random', share, 0)
    .option('--chunk <number>', 'respondents to one commit', wholeNumber(1, 10_000), 100)
    .option('--among-members', 'also where members have answered, whose study is of no use afterwards')
    .action(({ study, respondents, seed, chunk, amongMembers, ...habits }: Options) =>
      onData((context) => {
        warnAboutMembers(context, study)
        const bar = showProgress('simulated surgeons', respondents)
        const report = simulateStudy(context, {
          slug: study,
          respondents,
          seed,
          habits,
          chunk,
          amongMembers: amongMembers ?? false,
          besideServer: isServerRunning(context.config.dataFolder),
          onProgress: bar.update,
        })
        bar.stop()
        say(`seed ${seed}`)
        say(
          `${report.started} started, ${report.completed} completed, ${report.judgements} judgements in "${study}"`,
        )
        say('construct\titem\ttrue_measure_logit')
        for (const { construct, item, logit } of report.measures)
          say([construct, item, logit.toFixed(4)].join('\t'))
      }),
    )
}

/** Simulated answers count like any other and stay: whoever mixes them with real ones should know it. */
function warnAboutMembers(context: Context, slug: string): void {
  const members = context.queries.invitations.listOfStudy
    .all(requireStudy(context, slug).id, 'member')
    .filter((member) => !member.email?.startsWith('sim-')).length
  if (members > 0)
    process.stderr.write(
      `Note: "${slug}" has ${members} members who are not simulated. Simulated answers count like theirs and cannot be taken out again.\n`,
    )
}
