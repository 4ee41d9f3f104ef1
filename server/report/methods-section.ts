import { dataFilesText } from '../exports/programs/data-files.ts'
import { reckonedText } from '../findings/analysis-words.ts'
import { counted } from '../findings/numbers.ts'
import { runWords } from '../results/plan-differences.ts'
import type { Definition } from '../studies/definition.ts'
import { textIn } from '../studies/definition-text.ts'
import { heading, joined, list, paragraph, plain } from './blocks.ts'
import type { Block } from './document.ts'
import { fieldText } from './field-text.ts'
import { planTable } from './plan-table.ts'
import type { ReportFacts } from './report-facts.ts'

/** How the study was done, from what is recorded of it. */
export function methodsSection(facts: ReportFacts): Block[] {
  const { definition } = facts.result
  return [
    heading('Methods'),
    paragraph(designText(definition)),
    ...list(definition.constructs.map((construct) => constructText(definition, construct.slug))),
    paragraph(fieldText(facts)),
    paragraph(analysisText(facts)),
    planTable(facts),
    { kind: 'facts', facts: recordFacts(facts) },
  ]
}

function designText(definition: Definition): string {
  const { targets, comparators, design, ratingItems } = definition
  if (targets.length === 0)
    return `Respondents rated ${counted(ratingItems.length, 'statement')} on a scale of ${definition.ratingScale?.categories.length ?? 0} ordered categories.`
  const kinds = {
    star: 'every pair holds the target on one side (star design)',
    linked: 'pairs hold the target or two comparators (linked design)',
    round_robin: 'pairs of all procedures (round robin)',
  }
  const subset =
    design?.comparatorsPerRespondent === undefined
      ? ''
      : ` Each respondent saw a balanced subset of ${design.comparatorsPerRespondent} comparators.`
  const repeats =
    design && design.repeats > 0
      ? ` ${counted(design.repeats, 'pair')} ${design.repeats === 1 ? 'was' : 'were'} shown a second time with sides swapped, to measure agreement.`
      : ''
  const years = [...new Set(comparators.map(({ wrvuYear }) => String(wrvuYear)))]
  return `Paired comparison of ${counted(targets.length, 'target')} with ${counted(comparators.length, 'comparator')}: ${kinds[design?.kind ?? 'star']}.${subset}${repeats} Answers were less, equal, more or “cannot compare”; sides and order were random, balanced and fixed before the first answer. The comparators’ work RVUs are those of ${joined(years)} (${[...new Set(comparators.map(({ source }) => source))].join('; ')}); they were not shown to respondents. Constructs, each asked in a block of its own:`
}

function constructText(definition: Definition, slug: string): string {
  const construct = definition.constructs.find((one) => one.slug === slug)!
  const primary = slug === definition.primaryConstruct ? ', primary construct' : ''
  const said = (text: Parameters<typeof textIn>[0]) => plain(textIn(text, 'en', definition))
  return `${said(construct.name)}${primary}: “${said(construct.question)}” Definition shown: ${said(construct.definition)}`
}

function analysisText({ result }: ReportFacts): string {
  const { run, definition, findings, ratings } = result
  const analysis = findings[0]?.result ?? ratings
  const errors = analysis?.standard_error ? ` Standard errors: ${reckonedText(analysis.standard_error)}.` : ''
  const fit = analysis?.fit_flavour ? ` Infit and outfit: ${reckonedText(analysis.fit_flavour)}.` : ''
  const pairs =
    definition.targets.length === 0
      ? ''
      : ` ${capital(runWords.tieRule[run.tieRule])}; the value is read ${runWords.readOut[run.readOut]}, on the ordinary least-squares line of wRVU on measure, with a 95 % prediction interval that allows for the target’s own error.`
  return `The analysis follows the plan that was frozen before the first answer: ${runWords.model[run.model]} by ${runWords.estimator[run.estimator]}, of ${runWords.include[run.include]}.${pairs}${errors}${fit} The plan in full, with whom it leaves out and its stopping rule, follows.`
}

function recordFacts({ result, versions, written }: ReportFacts) {
  return [
    ...versions.map(({ label, published, sha256 }) => ({
      name: `Study version ${label}`,
      text: `published ${published}; definition SHA-256 ${sha256}`,
    })),
    { name: 'Analysis plan', text: `SHA-256 ${result.version.planSha256}` },
    {
      name: 'Data',
      text: `SHA-256 ${result.dataSha256} (of ${dataFilesText(result.definition.ratingItems.length > 0)} in a bundle of the same analysis)`,
    },
    { name: 'Program', text: `Comparand ${result.engineVersion}` },
    { name: 'Report written', text: written },
  ]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
