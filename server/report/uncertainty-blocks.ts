import { fewestForIntervals } from '../exports/programs/study-analyses.ts'
import type { ChainLimits } from '../findings/intervals.ts'
import { fixed, range } from '../findings/numbers.ts'
import { oneValueForAll } from '../findings/one-value.ts'
import type { Finding } from '../findings/study-result.ts'
import { paragraph, subheading, table } from './blocks.ts'
import type { Block } from './document.ts'
import type { ReportFacts } from './report-facts.ts'

/** Where the uncertainty of the values comes from, and how the targets differ. */
export function uncertaintyBlocks({ result, intervals }: ReportFacts): Block[] {
  const primary = result.findings.filter(({ construct }) => construct.isPrimary)
  return [...partsTable(primary, intervals, result.people.analysed), ...differenceBlocks(primary, intervals)]
}

function partsTable(
  primary: readonly Finding[],
  intervals: ReportFacts['intervals'],
  analysed: number,
): Block[] {
  if (intervals === 'none') return notResampled(primary, analysed)
  const rows = primary.flatMap(({ target, values }) => {
    const chains = intervals.chains[target.id] ?? []
    return values.flatMap((value, index) => {
      const chain = chains[index]
      if ('outcome' in value || !chain || !hasAny(chain)) return []
      const shown = (limits: [number, number] | null) => (limits ? range(limits, value.decimals) : '–')
      const { surgeons, comparators, together } = chain
      return [
        [
          target.name,
          fixed(value.predicted, value.decimals),
          ...[surgeons, comparators, together, value.pi_with_target_se].map(shown),
        ],
      ]
    })
  })
  if (rows.length === 0) return []
  return [
    table(
      'Where the uncertainty comes from: 95 % intervals of the implied wRVU on the primary construct',
      [
        'Target',
        '#Implied wRVU',
        '#Choice of surgeons',
        '#Scatter of comparators',
        '#Both together',
        '#Prediction interval',
      ],
      rows,
      [
        'Choice of surgeons: where the value would lie had all of the same kind been asked instead of these (500 resamples of whole surgeons, seed 1). Scatter of comparators: published wRVUs lie about the line, as they would if every measure were known without error. Both together: the two drawn at once.',
        'The prediction interval is the one reported. It is computed by formula and counts the error of the measures more cautiously than the resampling, so that it is as a rule a little wider than both together.',
      ],
    ),
  ]
}

/** That a part of the uncertainty is missing must not go unsaid. */
function notResampled(primary: readonly Finding[], analysed: number): Block[] {
  if (!primary.some(({ values }) => values.some((value) => !('outcome' in value)))) return []
  const why =
    analysed < fewestForIntervals
      ? `${analysed} surgeons are too few for it, ${fewestForIntervals} are needed`
      : 'this analysis cannot be resampled, or resampling it had no result'
  return [
    paragraph(
      `How much of the uncertainty comes from the choice of surgeons was not resampled: ${why}. The prediction interval allows for it by formula.`,
    ),
  ]
}

function hasAny({ surgeons, comparators, together }: ChainLimits): boolean {
  return surgeons !== null || comparators !== null || together !== null
}

function differenceBlocks(primary: readonly Finding[], intervals: ReportFacts['intervals']): Block[] {
  if (primary.length < 2) return []
  const found = oneValueForAll(primary, intervals === 'none' ? 'none' : intervals.differences)
  return [
    ...(found.rows.length === 0
      ? []
      : [
          subheading('How far the targets lie apart'),
          table(
            'Differences between the targets’ implied wRVUs, the same surgeons resampled for both',
            ['Targets', '#Difference', '#95 % interval', 'Reading'],
            found.rows.map(({ pair, difference, interval, reading }) => [
              pair,
              difference,
              interval,
              reading,
            ]),
            [
              'Differences are taken before rounding. Apart: the interval leaves out 0. The same within a tenth: all of it lies within a tenth of the mean of the values. Everything else is not decided.',
            ],
          ),
        ]),
  ]
}
