import { readOutText } from '../findings/headline.ts'
import { counted, fixed, percent, range } from '../findings/numbers.ts'
import { plainLanguage, type Value } from '../findings/plain-language.ts'
import type { Finding } from '../findings/study-result.ts'
import { influenceSentence, rangeSentences } from '../sensitivity/sentences.ts'
import { textIn } from '../studies/definition-text.ts'
import { respondentWord } from '../studies/simulated.ts'
import { heading, joined, paragraph, subheading } from './blocks.ts'
import type { Block } from './document.ts'
import type { ReportFacts } from './report-facts.ts'

/** What was asked, of whom, what came out, how sure it is and what would change it: for somebody without statistics. */
export function summarySection(facts: ReportFacts): Block[] {
  const { result } = facts
  const primary = result.findings.filter(({ construct }) => construct.isPrimary)
  if (primary.length === 0) return [heading('Summary'), paragraph(ratingSummary(facts), 'lead')]
  return [
    heading('Summary'),
    paragraph(askedText(facts, primary), 'lead'),
    ...primary.flatMap((finding) => [
      ...(primary.length > 1 ? [subheading(finding.target.name)] : []),
      paragraph(plainLanguage(result, finding)),
      paragraph(sureText(finding, facts.simulated)),
      ...changeText(facts, finding.target.id).map((text) => paragraph(text)),
    ]),
  ]
}

function askedText({ result, funnel }: ReportFacts, primary: readonly Finding[]): string {
  const { definition, comparators } = result
  const societies = joined(definition.societies.map(({ shortName }) => shortName))
  const targets = joined(primary.map(({ target }) => `${target.name} (${target.label})`))
  const first = primary[0]!
  const construct = definition.constructs.find(({ slug }) => slug === first.construct.slug)
  const question = textIn(construct?.question, 'en', definition)
  return `Surgeons of ${societies} were shown two procedures at a time and asked: “${question}” One of the two was ${targets}; the other was one of ${comparators.length} procedures whose work RVU is published. ${reachedText(funnel)}`
}

/** Who was reached, each share with what it is taken of; how many are analysed is said with the result. */
export function reachedText(funnel: ReportFacts['funnel']): string {
  const told = ['listed', 'started', 'completed'] as const
  const parts = told.flatMap((stage) => {
    const found = funnel.find((one) => one.stage === stage)
    if (!found || found.n === undefined) return []
    const of =
      found.ofN === undefined || found.ofN === 0 || found.ofName === undefined
        ? ''
        : ` (${percent(found.n / found.ofN)} of ${found.ofN} ${found.ofName.toLowerCase()})`
    return [`${found.n} ${found.name.toLowerCase()}${of}`]
  })
  return `Of the members: ${joined(parts)}.`
}

function sureText(finding: Finding, simulated: ReportFacts['simulated']): string {
  const found = finding.values.filter((value): value is Value => !('outcome' in value))
  if (found.length === 0) return `There is no value for ${finding.target.name}: ${whyNone(finding)}`
  return found.map((value) => statement(finding, value, simulated)).join(' ')
}

/** The one sentence in which a value may be quoted: nothing that rule 13 asks for is missing from it. */
export function statement(finding: Finding, value: Value, simulated: ReportFacts['simulated']): string {
  const { target, result } = finding
  const { decimals } = value
  const recoded =
    value.reading === 'more = 1'
      ? ', “equal” counted with “less”,'
      : value.reading === 'more or equal = 1'
        ? ', “equal” counted with “more”,'
        : ''
  return `The implied work RVU from a survey of ${counted(result.data.rows_used, respondentWord(simulated, 'surgeon'))} for ${target.name}${recoded} is ${fixed(value.predicted, decimals)} (95 % prediction interval ${range(value.pi_with_target_se, decimals)}; R² ${fixed(value.r2, 2)}; ${counted(value.n, 'comparator')}; ${readOutText(finding, value)}; mean of the comparators without a survey ${fixed(value.baseline, decimals)}).`
}

/** Returns why a finding has no value. */
export function whyNone({ values, result }: Finding): string {
  const refused = values.find((value) => 'outcome' in value)
  if (result.outcome === 'fit' && refused && 'outcome' in refused) return refused.sentence
  return result.outcome === 'fit' ? 'the plan reads no work RVU off.' : result.sentence
}

function changeText({ sensitivity }: ReportFacts, target: string): string[] {
  const own = sensitivity?.filter((one) => one.target === target) ?? []
  return own.flatMap((one) =>
    one.plan.outcome === 'value'
      ? [
          `What would change it: ${[...rangeSentences(one), influenceSentence(one.influence, one.plan)].join(' ')}`,
        ]
      : [],
  )
}

function ratingSummary({ result, funnel }: ReportFacts): string {
  const { definition, ratings } = result
  const societies = joined(definition.societies.map(({ shortName }) => shortName))
  const items = counted(definition.ratingItems.length, 'statement')
  const came =
    ratings?.outcome === 'fit' ? ranking(result.definition, ratings.items) : (ratings?.sentence ?? '')
  return `Surgeons of ${societies} rated ${items}. ${reachedText(funnel)} ${came}`
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
