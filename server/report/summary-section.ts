import { counted, range } from '../findings/numbers.ts'
import { analysedText, cameOutText, sureText } from '../findings/plain-language.ts'
import type { Finding } from '../findings/study-result.ts'
import { rangeSentences, withoutEstimateText } from '../sensitivity/account.ts'
import { headingOf } from '../sensitivity/captions.ts'
import { influenceSentence } from '../sensitivity/influence-sentences.ts'
import { textIn } from '../studies/definition-text.ts'
import { heading, paragraph } from './blocks.ts'
import type { Block, Fact } from './document.ts'
import { reachedText } from './rates.ts'
import type { ReportFacts } from './report-facts.ts'
import { askedText, societiesText } from './summary-asked.ts'
import { targetsSummary } from './summary-targets.ts'
import { cautions, decidedText, statement, surgeonsLimits, valuesOf, whyNone } from './summary-texts.ts'

/** What was asked, of whom, what came out, how sure it is and what would change it: for somebody without statistics. */
export function summarySection(facts: ReportFacts): Block[] {
  const { result } = facts
  const primary = result.findings.filter(({ construct }) => construct.isPrimary)
  if (primary.length === 0) return [heading('Summary'), paragraph(ratingSummary(facts), 'lead')]
  const several = primary.length > 1
  return [
    heading('Summary'),
    paragraph(askedText(facts, primary), 'lead'),
    ...(several
      ? targetsSummary(facts, primary)
      : primary.map((finding) => front([ofWhom(facts, finding), ...answersOf(facts, finding)]))),
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

/** How much of the uncertainty comes from which surgeons were asked. */
function surgeonsText(facts: ReportFacts, finding: Finding): string {
  const limits = surgeonsLimits(facts, finding)
  const [value] = valuesOf(finding)
  if (!limits || !value) return ''
  return `Had all surgeons of the same kind been asked instead of these, the value would lie between ${range(limits, value.decimals).replace(' to ', ' and ')} (95 %); the rest of the interval is how far published values scatter.`
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
