import type { People } from '../findings/people.ts'
import { funnelFlowPicture } from '../pictures/funnel-flow.ts'
import { heading, paragraph, picture, table } from './blocks.ts'
import type { Block } from './document.ts'
import { rateOrWhyNone, rebuildText, responseText } from './rates.ts'
import { type ReportedStage, type ReportFacts, toldStages } from './report-facts.ts'

/** The way from the list to the analysis, drawn and counted, and whom the analysis leaves out. */
export function flowSection(facts: ReportFacts): Block[] {
  const { result, funnel, threshold } = facts
  const told = toldStages(funnel)
  const isMailed = told.length === funnel.length
  const excluded = excludedRows(result.people)
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
          left: leftBefore(stage, told, index),
        })),
      }),
    ),
    table(
      'Participants by stage, with the denominator of each rate',
      ['Stage', '#Surgeons', 'Rate', 'What it counts'],
      told.map((stage) => [stage.name, shown(stage), rateOrWhyNone(stage), stage.definition]),
      [
        ...(isMailed
          ? []
          : ['Invitations were not sent by the program, so that bounces are not known to it.']),
        ...decisionsNote(funnelAnalysed(told), result.people.analysed),
        ...(threshold > 1
          ? [
              `Counts below ${threshold}, and those from which one could be worked out, are withheld; so is a count that would tell how few did not start.`,
            ]
          : []),
      ],
    ),
    ...[responseText(facts.response)].filter((text) => text !== '').map((text) => paragraph(text)),
    paragraph(rebuildText(facts), 'small'),
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

/** The last stage follows recorded decisions; the planned analysis does not, and its number must not seem wrong. */
function decisionsNote(analysed: number | undefined, planned: number): string[] {
  return analysed === undefined || analysed === planned
    ? []
    : [
        `The last stage follows the recorded decisions. The planned analysis does not apply them, and has ${planned} respondents.`,
      ]
}

function funnelAnalysed(told: readonly ReportedStage[]): number | undefined {
  return told.find(({ stage }) => stage === 'analysed')?.n
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

/** Who left, where both counts are told: no more than a reader subtracts (design rule 8). */
function leftBefore(
  stage: ReportedStage,
  told: readonly ReportedStage[],
  index: number,
): { reason: string; n: number }[] {
  const reason = reasons[stage.stage]
  const isStart = stage.stage === 'started'
  // Starts need no invitation by this program, so those who did not start are counted from the list.
  const before = isStart ? told.find((one) => one.stage === 'listed') : told[index - 1]
  if (isStart && stage.ofStage === undefined) return []
  if (!before || reason === undefined || before.n === undefined || stage.n === undefined) return []
  const n = before.n - stage.n
  return n > 0 ? [{ reason, n }] : []
}

function shown({ n }: ReportedStage): string {
  return n === undefined ? 'withheld' : String(n)
}

const deciders: Record<People['excluded'][number]['by'], string> = {
  respondent: 'themselves',
  plan: 'rule of the plan',
  recorded: 'recorded decision',
  run: 'this run',
}

/** Told of everybody, whatever the number (design rule 8): who is left out of an analysis, and why. */
function excludedRows({ excluded }: People): string[][] {
  return excluded.map(({ reason, by, n, target }) => [
    target === undefined ? reason : `${reason}: answers about ${target} only`,
    deciders[by],
    String(n),
  ])
}
