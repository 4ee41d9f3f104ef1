import { counted, fixed, range } from '../findings/numbers.ts'
import { oneValueForAll } from '../findings/one-value.ts'
import { analysedText, r2Text, type Value } from '../findings/plain-language.ts'
import type { Finding } from '../findings/study-result.ts'
import { joined, table } from './blocks.ts'
import type { Block } from './document.ts'
import { reachedText } from './rates.ts'
import type { ReportFacts } from './report-facts.ts'
import { targetsChangeText } from './summary-change.ts'
import { cautions, decidedText, surgeonsLimits, valuesOf, whyNone } from './summary-texts.ts'
import { type TargetLabels, targetLabels } from './target-labels.ts'

/** Several targets on one page: what holds for all is said once, a row says what came out for each and how sure it is. */
export function targetsSummary(facts: ReportFacts, primary: readonly Finding[]): Block[] {
  const labels = targetLabels(primary.map(({ target }) => target))
  const change = [
    targetsChangeText(facts, primary, labels),
    ...primary.map((finding) => about(finding, labels, decidedText(facts, finding))),
  ].filter((text) => text !== '')
  return [
    {
      kind: 'facts',
      look: 'front',
      facts: [
        { name: 'Of whom', text: ofWhom(facts, primary, labels) },
        { name: 'Can one value stand for all?', text: oneValueText(facts, primary, labels) },
      ],
    },
    targetsTable(facts, primary, labels),
    ...(change.length > 0
      ? [
          {
            kind: 'facts' as const,
            look: 'front' as const,
            facts: [{ name: 'What would change it', text: change.join(' ') }],
          },
        ]
      : []),
  ]
}

function about({ target }: Finding, labels: TargetLabels, text: string): string {
  return text === '' ? '' : `${labels.of(target)}: ${text}`
}

function ofWhom(facts: ReportFacts, primary: readonly Finding[], labels: TargetLabels): string {
  const analysed = primary.map((finding) => analysedText(facts.result, finding))
  const isSame = analysed.every((text) => text === analysed[0])
  const each = primary.map((finding, index) => about(finding, labels, analysed[index]!))
  return [reachedText(facts), ...(isSame ? analysed.slice(0, 1) : each)].join(' ')
}

/** The answer, with the pairs that it does not hold for; their differences stand under "Result". */
function oneValueText({ intervals }: ReportFacts, primary: readonly Finding[], labels: TargetLabels): string {
  const { answer, rows } = oneValueForAll(
    primary,
    intervals === 'none' ? 'none' : intervals.differences,
    labels.of,
  )
  const apart = rows.filter(({ reading }) => reading === 'apart')
  const others = rows.filter(({ reading }) => reading !== 'apart' && reading !== '')
  if (apart.length === 0 || rows.length === 1) return answer
  const rest = others.map(({ pair, reading }) => `${pair.replace(' minus ', ' and ')} (${reading})`)
  return `${answer} Told apart: ${apart.length} of ${counted(rows.length, 'pair')}${rest.length > 0 ? `; not told apart: ${joined(rest)}` : ''}.`
}

function targetsTable(facts: ReportFacts, primary: readonly Finding[], labels: TargetLabels): Block {
  const values = primary.flatMap(valuesOf)
  return table(
    `${labels.common ? `${labels.common.codes}: ` : ''}what came out for each target by ${primary[0]!.construct.name.toLowerCase()}, with its 95 % prediction interval`,
    ['Target', '#Implied wRVU', '#95 % interval', '#R²', 'How sure it is'],
    primary.flatMap((finding) => targetRows(facts, finding, labels)),
    [
      `Prediction interval: where the published value of a procedure judged like the target would lie in 95 of 100 cases. R²: the share of the variation of the comparators’ published values that goes along with where surgeons placed them. How sure: what all surgeons of the kind asked would say (95 %); the rest of the interval is how published values scatter.${lineNote(values)}`,
    ],
  )
}

function targetRows(facts: ReportFacts, finding: Finding, labels: TargetLabels): string[][] {
  const found = valuesOf(finding)
  const name = labels.of(finding.target)
  if (found.length === 0) return [[name, 'none', '', '', whyNone(finding)]]
  return found.map((value) => [
    found.length > 1 ? `${name}, ${value.reading}` : name,
    fixed(value.predicted, value.decimals),
    range(value.pi_with_target_se, value.decimals),
    r2Text(value),
    [surgeonsSentence(facts, finding, value), ...cautions([value])].filter((text) => text !== '').join(' '),
  ])
}

/** The choice of surgeons in one sentence: the rest of the interval is how far published values scatter. */
function surgeonsSentence(facts: ReportFacts, finding: Finding, value: Value): string {
  const limits = surgeonsLimits(facts, finding)
  if (!limits) return 'How much hangs on the choice of surgeons was not resampled.'
  return `All of their kind would say ${range(limits, value.decimals)}.`
}

/** What no implied wRVU is printed without (design rule 13), once for all lines that share it. */
function lineNote(values: readonly Value[]): string {
  if (values.length === 0) return ''
  const of = (text: (value: Value) => string) => joined([...new Set(values.map(text))], 'or')
  // The fewest that any of their intervals supports, so that one mean is not printed as two.
  const decimals = Math.min(...values.map((value) => value.decimals))
  const at = of(({ reading }) =>
    reading === 'comparators-mean' ? 'at the mean of the comparators’ measures' : 'where the target lies',
  )
  return ` Read off the line through ${of(({ n }) => String(n))} comparators, ${at}. Without asking anybody one would take the mean of their work RVUs, ${of(({ baseline }) => fixed(baseline, decimals))}.`
}
