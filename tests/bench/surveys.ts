import { randomStream } from '../../server/measurement/numeric/random.ts'
import type { JudgementRow } from '../../server/measurement/paired/judgements.ts'
import { type Responses, toResponses } from '../../server/measurement/person-item/responses.ts'
import { drawSurvey } from '../../server/measurement/simulate/draw-survey.ts'
import { USUAL_PLAN } from '../../server/measurement/simulate/plan.ts'

/** A star survey drawn by the simulator. */
export function drawResponses(surgeons: number, comparators: number, missingRate: number): Responses {
  const plan = { ...USUAL_PLAN, surgeons, comparators, pairsPerSurgeon: comparators, missingRate }
  const table = Array.from({ length: surgeons }, () => new Array<number | null>(comparators).fill(null))
  for (const row of drawSurvey(plan, randomStream(surgeons + comparators)).rows)
    table[row.respondent!]![row.b] = row.more
  const responses = toResponses(table, 2)
  if ('outcome' in responses) throw new Error(responses.sentence)
  return responses
}

/** A round robin of 29 items, 15 pairs a surgeon. */
export function drawPairs(surgeons: number): JudgementRow[] {
  const plan = {
    ...USUAL_PLAN,
    design: 'round-robin',
    surgeons,
    comparators: 28,
    pairsPerSurgeon: 15,
    surgeonSpread: 0,
  } as const
  return drawSurvey(plan, randomStream(9)).rows
}

/** The survey as a wide CSV file. */
export function wideText({ scores, persons, items }: Responses): string {
  const header = Array.from({ length: items }, (_, i) => `C${i + 1}`).join(',')
  const row = (n: number) =>
    Array.from(scores.subarray(n * items, (n + 1) * items), (x) => (x < 0 ? '' : x)).join(',')
  return `${[header, ...Array.from({ length: persons }, (_, n) => row(n))].join('\n')}\n`
}

/** The judgements as a long CSV file, everything counted from 1. */
export function pairsText(rows: JudgementRow[]): string {
  return `judge,a,b,y\n${rows.map((row) => `${row.respondent! + 1},${row.a + 1},${row.b + 1},${row.more}`).join('\n')}\n`
}
