import { percent } from '../findings/numbers.ts'
import type { People } from '../findings/people.ts'
import { funnelFlowPicture } from '../pictures/funnel-flow.ts'
import { heading, paragraph, picture, table } from './blocks.ts'
import type { Block } from './document.ts'
import { type ReportedStage, type ReportFacts, toldStages } from './report-facts.ts'

/** The way from the list to the analysis, drawn and counted, and whom the analysis leaves out. */
export function flowSection({ result, funnel, threshold, hasOpenLinks }: ReportFacts): Block[] {
  const told = toldStages(funnel)
  const isMailed = told.length === funnel.length
  const excluded = excludedRows(result.people, threshold)
  return [
    heading('Participants'),
    ...picture(
      funnelFlowPicture({
        name: 'participants',
        title: 'From the list of members to the analysis',
        stages: told.map((stage, index) => ({
          name: stage.name,
          n: stage.n ?? null,
          of:
            stage.ofN === undefined || stage.ofName === undefined
              ? null
              : { name: stage.ofName, n: stage.ofN },
          left: leftBefore(stage, told[index - 1], threshold),
        })),
      }),
    ),
    table(
      'Participants by stage, with the denominator of each rate',
      ['Stage', '#Surgeons', 'Rate', 'What it counts'],
      told.map((stage) => [stage.name, shown(stage), rateOf(stage), stage.definition]),
      [
        ...(isMailed
          ? []
          : ['Invitations were not sent by the program, so that bounces are not known to it.']),
        ...(hasOpenLinks ? ['Some links were open: how many people received one is not known.'] : []),
        ...(threshold > 1
          ? [`Counts below ${threshold}, and those from which one could be worked out, are withheld.`]
          : []),
      ],
    ),
    ...(excluded.length === 0
      ? []
      : [
          paragraph(
            `Of ${result.people.started} who started, ${result.people.analysed} are analysed; the others are left out for the reasons below.`,
          ),
          table('Left out of the planned analysis', ['Reason', 'Decided by', '#Surgeons'], excluded),
        ]),
  ]
}

/** Why people who reached one stage did not reach the next. */
const reasons: Partial<Record<ReportedStage['stage'], string>> = {
  mailed: 'not mailed',
  not_bounced: 'bounced',
  started: 'did not start',
  consented: 'did not agree to take part',
  eligible: 'not eligible, or stopped before',
  judged: 'without a judgement',
  completed: 'did not come to the end',
  analysed: 'left out of the analysis',
}

/** A handful is not pointed at. */
function leftBefore(
  stage: ReportedStage,
  before: ReportedStage | undefined,
  threshold: number,
): { reason: string; n: number }[] {
  const reason = reasons[stage.stage]
  if (!before || reason === undefined || before.n === undefined || stage.n === undefined) return []
  const n = before.n - stage.n
  return n >= Math.max(1, threshold) ? [{ reason, n }] : []
}

function shown({ n }: ReportedStage): string {
  return n === undefined ? 'withheld' : String(n)
}

function rateOf({ n, ofN, ofName }: ReportedStage): string {
  if (n === undefined || ofN === undefined || ofN === 0) return ''
  return `${percent(n / ofN)} of ${ofN} ${ofName?.toLowerCase()}`
}

const deciders: Record<People['excluded'][number]['by'], string> = {
  respondent: 'themselves',
  plan: 'rule of the plan',
  recorded: 'recorded decision',
  run: 'this run',
}

function excludedRows({ excluded }: People, threshold: number): string[][] {
  return excluded.map(({ reason, by, n, target }) => [
    target === undefined ? reason : `${reason}: answers about ${target} only`,
    deciders[by],
    n > 0 && n < threshold ? `fewer than ${threshold}` : String(n),
  ])
}
