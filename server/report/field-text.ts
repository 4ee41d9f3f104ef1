import { fromTo, joined, societyName } from './blocks.ts'
import { linksText, ratesText } from './rates.ts'
import type { FieldDates, ReportFacts } from './report-facts.ts'

const inEnglish = new Intl.DisplayNames('en', { type: 'language' })

/** Whom the survey asked, when, what people were told about their answers, and how many came how far. */
export function fieldText(facts: ReportFacts): string {
  const { definition } = facts.result
  const societies = definition.societies.map(societyName)
  const open = definition.societies.flatMap(({ slug, shortName }) =>
    facts.openSocieties.includes(slug) ? [shortName] : [],
  )
  const languages = joined(definition.languages.map((code) => inEnglish.of(code) ?? code))
  return [
    `Members of ${joined(societies)} were asked ${linksText(facts.hasOpenLinks, open)}, in ${languages}, in a survey of about ${definition.minutes} minutes.`,
    toldText(facts),
    ...datesText(facts),
    ratesText(facts),
  ].join(' ')
}

/** What people were told while they answered, and what is true since: never more than either. */
export function toldText({ cut }: Pick<FieldDates, 'cut'>): string {
  const told = 'They were told that their answers are confidential, kept apart from their name and address.'
  return cut === undefined
    ? `${told} The link between addresses and answers had not been cut when this report was written.`
    : `${told} The link between addresses and answers was cut for good on ${cut}; since then the answers are anonymous.`
}

/** When the survey was open, with every pause and every change of its closing time. */
export function datesText({ opened, closed, lastStart, pauses, moves }: FieldDates): string[] {
  const spans = pauses.map(({ from, to }) =>
    to === undefined ? `from ${from} until it closed` : `from ${fromTo(from, to)}`,
  )
  return [
    `It was open from ${fromTo(opened, closed)}.`,
    ...(lastStart === undefined
      ? []
      : [`New starts were taken until ${lastStart}; whoever had begun could finish until it closed.`]),
    ...(spans.length === 0 ? [] : [`It was paused ${joined(spans)}.`]),
    ...moves.map(
      ({ at, from, to, reason }) =>
        `On ${at} the closing time was ${movedText(from, to)}; the reason given: “${reason.trim().replace(/\.$/, '')}”.`,
    ),
  ]
}

function movedText(from: string | undefined, to: string | undefined): string {
  const before = from === undefined ? '' : ` from ${from}`
  return to === undefined ? `taken away (it was ${from ?? 'not set'})` : `moved${before} to ${to}`
}
