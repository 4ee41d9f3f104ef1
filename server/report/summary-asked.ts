import type { Finding } from '../findings/study-result.ts'
import { textIn } from '../studies/definition-text.ts'
import { joined, manySocieties } from './blocks.ts'
import type { ReportFacts } from './report-facts.ts'
import { targetLabels } from './target-labels.ts'

/** What surgeons were shown and asked, in one paragraph. */
export function askedText({ result }: ReportFacts, primary: readonly Finding[]): string {
  const { definition, comparators } = result
  const targets = targetsText(primary)
  const first = primary[0]!
  const construct = definition.constructs.find(({ slug }) => slug === first.construct.slug)
  const question = textIn(construct?.question, 'en', definition)
  const kind = definition.design?.kind ?? 'star'
  const known = `${comparators.length} comparators, procedures whose work RVU is published`
  const shown =
    kind === 'round_robin'
      ? `The two were drawn from ${targets} and ${known}.`
      : kind === 'linked'
        ? `In some pairs one of the two was ${targets}; the other was one of ${known}. In other pairs both were comparators.`
        : `One of the two was ${targets}; the other was one of ${known}.`
  return `Surgeons of ${societiesText(definition)} were shown two procedures at a time and asked: “${question}” ${shown}`
}

/** The targets by name; variants of one procedure in one go. */
function targetsText(primary: readonly Finding[]): string {
  const targets = primary.map(({ target }) => target)
  const { common } = targetLabels(targets)
  // The table below names them.
  if (common) return `${common.codes}, ${common.label}, in one of ${targets.length} variants`
  return joined(
    targets.map(({ name, label }) => (name.includes(label) ? name : `${name}: ${label}`)),
    'or',
  )
}

/** A few societies by their short names, many by their number: the names stand above. */
export function societiesText({ societies }: ReportFacts['result']['definition']): string {
  return societies.length > manySocieties
    ? `${societies.length} societies`
    : joined(societies.map(({ shortName }) => shortName))
}
