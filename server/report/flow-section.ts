import { withheldRule } from '../fieldwork/small-cells.ts'
import type { People } from '../findings/people.ts'
import { funnelFlowPicture } from '../pictures/funnel-flow.ts'
import { heading, paragraph, picture, table } from './blocks.ts'
import type { Block } from './document.ts'
import { rateOrWhyNone, responseText } from './rates.ts'
import { type ReportedStage, type ReportFacts, toldStages } from './report-facts.ts'

/** The way from the list to the analysis, drawn and counted, and whom the analysis leaves out. */
export function flowSection(facts: ReportFacts): Block[] {
  const { result, funnel, threshold } = facts
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
          left: leftBefore(stage, told, index),
          joins: stage.stage === 'started' && stage.route === 'open',
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
        ...(threshold > 1 ? [withheldNote(threshold, result.definition.targets.length > 0)] : []),
      ],
    ),
    ...[responseText(facts.response)].filter((text) => text !== '').map((text) => paragraph(text)),
    ...(excluded.length === 0
      ? []
      : [
          table(
            `Left out of the planned analysis: ${result.people.started} started, ${result.people.analysed} ${result.people.analysed === 1 ? 'is' : 'are'} analysed`,
            ['Reason', 'Decided by', '#Surgeons'],
            excluded,
          ),
        ]),
  ]
}

/** What exactly is withheld, and why other small numbers are not. */
function withheldNote(threshold: number, hasPairs: boolean): string {
  return `${withheldRule(threshold)} Here that holds for the stages, the reasons for leaving, the interests disclosed${hasPairs ? ', and the societies, languages, specialties and what respondents said about themselves under “Sensitivity”' : ''}. Counts of answers are printed whatever their size: they tell how a ${hasPairs ? 'procedure' : 'statement'} was judged by everybody analysed, not who answered. So are counts of respondents whose way of answering stands out, of recorded decisions, and of who left between two stages after the start, which one could subtract.`
}

/** Why people who reached one stage did not reach the next. */
const reasons: Partial<Record<ReportedStage['stage'], string>> = {
  mailed: 'not mailed',
  not_bounced: 'bounced',
  started: 'of the listed did not start',
  consented: 'did not agree to take part',
  eligible: 'not eligible, or stopped before',
  judged: 'without a judgement',
  completed: 'stopped after a first judgement',
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

/** Small reasons are told together, so that none follows from the total and the others; see `smallCellThreshold`. */
function excludedRows({ excluded }: People, threshold: number): string[][] {
  const rows = excluded.map(({ reason, by, n, target }) => ({
    reason: target === undefined ? reason : `${reason}: answers about ${target} only`,
    by: deciders[by],
    n,
  }))
  const sorted = [...rows].sort((a, b) => a.n - b.n)
  const together: typeof rows = []
  const isSmall = (n: number) => n > 0 && n < threshold
  if (rows.some(({ n }) => isSmall(n)))
    while (sorted.length > 0 && (isSmall(sum(together)) || together.length < 2 || isSmall(sorted[0]!.n)))
      together.push(sorted.shift()!)
  const kept = rows.filter((row) => !together.includes(row))
  if (together.length === 0) return toCells(rows, threshold)
  const reasons = together.map(({ reason }) => reason).join('; or ')
  const deciding = [...new Set(together.map(({ by }) => by))].join(', ')
  return toCells([...kept, { reason: reasons, by: deciding, n: sum(together) }], threshold)
}

function sum(rows: readonly { n: number }[]): number {
  return rows.reduce((total, { n }) => total + n, 0)
}

function toCells(rows: readonly { reason: string; by: string; n: number }[], threshold: number): string[][] {
  return rows.map(({ reason, by, n }) => [
    reason,
    by,
    n > 0 && n < threshold ? `fewer than ${threshold}` : String(n),
  ])
}
