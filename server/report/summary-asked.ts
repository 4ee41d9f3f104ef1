import { percent } from '../findings/numbers.ts'
import type { Finding } from '../findings/study-result.ts'
import { textIn } from '../studies/definition-text.ts'
import { joined, manySocieties } from './blocks.ts'
import type { ReportedStage, ReportFacts } from './report-facts.ts'

/** What surgeons were shown and asked, in one paragraph. */
export function askedText({ result }: ReportFacts, primary: readonly Finding[]): string {
  const { definition, comparators } = result
  const targets = joined(
    primary.map(({ target }) =>
      target.name.includes(target.label) ? target.name : `${target.name}: ${target.label}`,
    ),
    'or',
  )
  const first = primary[0]!
  const construct = definition.constructs.find(({ slug }) => slug === first.construct.slug)
  const question = textIn(construct?.question, 'en', definition)
  const kind = definition.design?.kind ?? 'star'
  const known = `${comparators.length} comparators, procedures whose work RVU is published`
  const shown =
    kind === 'round_robin'
      ? `The two were drawn from ${targets} and ${known}.`
      : kind === 'linked'
        ? `One of the two was ${targets} and the other one of ${known}; some pairs were two comparators.`
        : `One of the two was ${targets}; the other was one of ${known}.`
  return `Surgeons of ${societiesText(definition)} were shown two procedures at a time and asked: “${question}” ${shown}`
}

/** A few societies by their short names, many by their number: the names stand above. */
export function societiesText({ societies }: ReportFacts['result']['definition']): string {
  return societies.length > manySocieties
    ? `${societies.length} societies`
    : joined(societies.map(({ shortName }) => shortName))
}

/** Who was reached, each share with what it is taken of; how many are analysed is said with the result. */
export function reachedText(funnel: ReportFacts['funnel']): string {
  const told = ['listed', 'started', 'completed'] as const
  const stages = told.flatMap((stage) => funnel.find((one) => one.stage === stage) ?? [])
  if (stages.every(({ n }) => n === undefined))
    return 'How many members were reached is withheld, because the numbers are small.'
  return `Of the members: ${joined(stages.map(stageText))}.`
}

function stageText({ name, n, ofN, ofName }: ReportedStage): string {
  if (n === undefined) return `${name.toLowerCase()} withheld`
  const of =
    ofN === undefined || ofN === 0 || ofName === undefined
      ? ''
      : ` (${percent(n / ofN)} of ${ofN} ${ofName.toLowerCase()})`
  return `${n} ${name.toLowerCase()}${of}`
}
