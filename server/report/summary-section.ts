import { readOutText } from '../findings/headline.ts'
import { counted, fixed, range } from '../findings/numbers.ts'
import { oneValueForAll } from '../findings/one-value.ts'
import {
  analysedText,
  cameOutText,
  hasNoSpread,
  r2Text,
  sureText,
  type Value,
  warningsOf,
} from '../findings/plain-language.ts'
import type { Finding } from '../findings/study-result.ts'
import { sharedDecimals } from '../pictures/number-text.ts'
import { rangeSentences, withoutEstimateText } from '../sensitivity/account.ts'
import { headingOf } from '../sensitivity/captions.ts'
import { influenceSentence } from '../sensitivity/influence-sentences.ts'
import { textIn } from '../studies/definition-text.ts'
import { respondentWord } from '../studies/simulated.ts'
import { heading, joined, paragraph, subheading } from './blocks.ts'
import type { Block, Fact } from './document.ts'
import { reachedText } from './rates.ts'
import type { ReportFacts } from './report-facts.ts'
import { askedText, societiesText } from './summary-asked.ts'

/** What was asked, of whom, what came out, how sure it is and what would change it: for somebody without statistics. */
export function summarySection(facts: ReportFacts): Block[] {
  const { result } = facts
  const primary = result.findings.filter(({ construct }) => construct.isPrimary)
  if (primary.length === 0) return [heading('Summary'), paragraph(ratingSummary(facts), 'lead')]
  const several = primary.length > 1
  return [
    heading('Summary'),
    paragraph(askedText(facts, primary), 'lead'),
    ...(several ? acrossTargets(facts, primary) : []),
    ...primary.flatMap((finding) => [
      ...(several ? [subheading(finding.target.name)] : []),
      front([...(several ? [] : [ofWhom(facts, finding)]), ...answersOf(facts, finding)]),
    ]),
  ]
}

/** What holds for all targets is said once, before the first of them. */
function acrossTargets(facts: ReportFacts, primary: readonly Finding[]): Block[] {
  const analysed = primary.map((finding) => analysedText(facts.result, finding))
  const isSame = analysed.every((text) => text === analysed[0])
  const each = primary.map(({ target }, index) => `${target.name}: ${analysed[index]}`)
  return [
    front([
      {
        name: 'Of whom',
        text: [reachedText(facts), ...(isSame ? analysed.slice(0, 1) : each)].join(' '),
      },
      { name: 'Can one value stand for all?', text: oneValueText(facts, primary) },
    ]),
  ]
}

function front(facts: Fact[]): Block {
  return { kind: 'facts', facts, look: 'front' }
}

function ofWhom(facts: ReportFacts, finding: Finding): Fact {
  return { name: 'Of whom', text: `${reachedText(facts)} ${analysedText(facts.result, finding)}` }
}

/** What a committee looks for in one target, and the sentence that may be quoted. */
function answersOf(facts: ReportFacts, finding: Finding): Fact[] {
  const found = valuesOf(finding)
  const sure = [sureText(finding), surgeonsText(facts, finding), ...cautions(found)]
  const change = [changeText(facts, finding.target.id), decidedText(facts, finding)].join(' ').trim()
  return [
    { name: 'What came out', text: cameOutText(finding) },
    ...(found.length > 0
      ? [
          { name: 'How sure it is', text: sure.filter((text) => text !== '').join(' ') },
          ...(change === '' ? [] : [{ name: 'What would change it', text: change }]),
          {
            name: 'To be quoted as',
            text: found.map((value) => statement(finding, value, facts.simulated)).join(' '),
          },
        ]
      : [{ name: 'No value', text: `There is no value for ${finding.target.name}: ${whyNone(finding)}` }]),
  ].filter(({ text }) => text !== '')
}

function valuesOf({ values }: Finding): Value[] {
  return values.filter((value): value is Value => !('outcome' in value))
}

function cautions(values: readonly Value[]): string[] {
  return [...new Set(values.flatMap(warningsOf))].map((sentence) => `Caution: ${sentence}`)
}

/** How much of the uncertainty comes from which surgeons were asked. */
function surgeonsText({ intervals }: ReportFacts, finding: Finding): string {
  const [value] = valuesOf(finding)
  const limits = intervals === 'none' ? undefined : intervals.chains[finding.target.id]?.[0]?.surgeons
  if (!value || !limits || hasNoSpread(value)) return ''
  return `Had all surgeons of the same kind been asked instead of these, the value would lie between ${range(limits, value.decimals).replace(' to ', ' and ')} (95 %); the rest of the interval is how far published values scatter.`
}

/** Returns the one sentence in which a value may be quoted: nothing that rule 13 asks for is missing from it. */
export function statement(finding: Finding, value: Value, simulated: ReportFacts['simulated']): string {
  const { target, result } = finding
  const { decimals } = value
  const recoded =
    value.reading === 'more = 1'
      ? ', “equal” counted with “less”,'
      : value.reading === 'more or equal = 1'
        ? ', “equal” counted with “more”,'
        : ''
  return `The implied work RVU from a survey of ${counted(result.data.rows_used, respondentWord(simulated, 'surgeon'))} for ${target.name}${recoded} is ${fixed(value.predicted, decimals)} (95 % prediction interval ${range(value.pi_with_target_se, decimals)}; R² ${r2Text(value)}; ${counted(value.n, 'comparator')}; ${readOutText(finding, value)}; mean of the comparators without a survey ${fixed(value.baseline, decimals)}).`
}

/** Returns why a finding has no value. */
export function whyNone({ values, result }: Finding): string {
  const refused = values.find((value) => 'outcome' in value)
  if (result.outcome === 'fit' && refused && 'outcome' in refused) return refused.sentence
  return result.outcome === 'fit' ? 'the plan reads no work RVU off.' : result.sentence
}

function changeText({ sensitivity }: ReportFacts, target: string): string {
  const own = sensitivity?.filter((one) => one.target === target && one.plan.outcome === 'value') ?? []
  return own
    .map((one) =>
      [
        ...(own.length > 1 ? [`${headingOf(one)}:`] : []),
        ...rangeSentences(one, true),
        withoutEstimateText(one),
        influenceSentence(one.influence, one.plan),
      ]
        .filter((text) => text !== '')
        .join(' '),
    )
    .join(' ')
}

/** What the decisions that stand would make of the value, so that none of them waits for the last pages. */
function decidedText(
  { withDecisions, decisions }: ReportFacts,
  { target, construct, values }: Finding,
): string {
  const decided = withDecisions?.findings.find(
    (one) => one.target.id === target.id && one.construct.slug === construct.slug,
  )
  if (!decided) return ''
  const standing = decisions.filter(({ stands }) => stands).length
  const told = valuesOf(decided).map((value, index) => {
    const planned = values[index]
    const decimals =
      planned === undefined || 'outcome' in planned ? value.decimals : sharedDecimals(value, planned)
    return `${fixed(value.predicted, decimals)} (${range(value.pi_with_target_se, decimals)})`
  })
  return `With the ${standing === 1 ? 'decision' : `${standing} decisions`} recorded after the plan, which the result does not apply, ${told.length === 0 ? 'there would be no value' : `it would be ${joined(told)}`}.`
}

/** The answer to the question of a study with several targets, with the differences it rests on. */
function oneValueText({ intervals }: ReportFacts, primary: readonly Finding[]): string {
  const { answer, rows } = oneValueForAll(primary, intervals === 'none' ? 'none' : intervals.differences)
  const told = rows.map(
    ({ pair, difference, interval }) =>
      `${pair}: ${difference} work RVUs${interval === '–' ? '' : ` (95 % interval ${interval})`}`,
  )
  return told.length === 0 ? answer : `${answer} ${joined(told)}.`
}

function ratingSummary(facts: ReportFacts): string {
  const { definition, ratings } = facts.result
  const items = counted(definition.ratingItems.length, 'statement')
  const came = ratings?.outcome === 'fit' ? ranking(definition, ratings.items) : (ratings?.sentence ?? '')
  return `Surgeons of ${societiesText(definition)} rated ${items}. ${reachedText(facts)} ${came}`
}

function ranking(
  definition: ReportFacts['result']['definition'],
  items: Record<string, { location: number | null }>,
): string {
  const ordered = definition.ratingItems
    .flatMap((item) => {
      const location = items[item.id]?.location
      return typeof location === 'number' ? [{ location, label: textIn(item.label, 'en', definition) }] : []
    })
    .sort((a, b) => a.location - b.location)
  const [first, last] = [ordered[0], ordered.at(-1)]
  return first && last && first !== last
    ? `They rated “${first.label}” highest and “${last.label}” lowest. No work RVU is read off.`
    : ''
}
