import { textIn } from '../studies/definition-text.ts'
import { heading, joined, paragraph, plain, table } from './blocks.ts'
import { cherries, type SurveyFacts } from './cherries.ts'
import type { Block } from './document.ts'
import { datesText, toldText } from './field-text.ts'
import { rateOf, rateOrWhyNone, responseText } from './rates.ts'
import type { ReportedStage, ReportFacts } from './report-facts.ts'

/** The CHERRIES checklist with what the program knows. */
export function checklistSection(facts: ReportFacts): Block[] {
  const items = cherries(surveyFacts(facts))
  const open = items.filter(({ byAuthors }) => byAuthors).length
  return [
    heading('Checklist for web surveys (CHERRIES)'),
    paragraph(
      `${items.length - open} of ${items.length} items are filled in from what is recorded; ${open} are for the authors.`,
    ),
    table(
      'CHERRIES (Eysenbach 2004, J Med Internet Res 6(3):e34)',
      ['Part', 'Item', 'Answer'],
      items.map(({ section, item, answer }) => [section, item, answer]),
    ),
  ]
}

function surveyFacts(facts: ReportFacts): SurveyFacts {
  const { result, funnel, hasOpenLinks } = facts
  const { definition, judges } = result
  const { plan } = definition
  const hasty = judges.filter(({ isHasty }) => isHasty).length
  const stage = (name: ReportedStage['stage']) => shareText(funnel.find((one) => one.stage === name))
  return {
    hasOpenLinks,
    languages: definition.languages,
    ethicsReference:
      definition.ethicsReference && plain(textIn(definition.ethicsReference, 'en', definition)),
    pairs: pairsText(definition),
    questions: definition.questions.length,
    ratingItems: definition.ratingItems.length,
    constructs: definition.constructs.length,
    repeats: definition.design?.repeats ?? 0,
    dates: datesText(facts).join(' '),
    minutes: definition.minutes,
    told: toldText(facts),
    participation: participationText(facts),
    completion: stage('completed'),
    incomplete: `${plan.include === 'started' ? 'Analysed as well, as planned' : 'Not in the planned analysis'}; the sensitivity analyses take in everybody with an answer.`,
    hasty: `${hasty} of ${judges.length} respondents analysed had a median time for a judgement below a third of everybody’s; the sensitivity analyses leave them out.`,
    stoppingRule: plan.stoppingRule,
    invitations: `Personal links to the members that ${joined(definition.societies.map(({ shortName }) => shortName))} listed.`,
  }
}

/** Starts by each route, then the response rate. */
function participationText({ funnel, response }: ReportFacts): string {
  const starts = funnel.filter(({ stage }) => stage === 'started')
  const routes = starts.map((stage) => {
    if (stage.n === undefined) return `${stage.name}: withheld.`
    const rate = rateOrWhyNone(stage)
    return rate === '' ? `${stage.name}: ${stage.n}.` : `${stage.name}: ${stage.n}, ${rate}.`
  })
  const opening = 'Opening the link is not counted: mail scanners do it too.'
  return [...routes, opening, responseText(response)].filter((text) => text !== '').join(' ')
}

function shareText(stage: ReportedStage | undefined): string {
  if (!stage || stage.n === undefined) return 'Withheld: the count is small.'
  const rate = rateOf(stage)
  return `${rate === '' ? stage.n : `${stage.n}, ${rate}`}. ${stage.definition}`
}

function pairsText({
  targets,
  comparators,
  constructs,
  design,
}: ReportFacts['result']['definition']): string {
  if (targets.length === 0) return 'No comparisons'
  const perConstruct = targets.length * (design?.comparatorsPerRespondent ?? comparators.length)
  const links = design?.linksPerRespondent ?? 0
  const all =
    design?.kind === 'round_robin' && design.pairsPerRespondent !== undefined
      ? design.pairsPerRespondent
      : perConstruct + links
  return `${all} comparisons on each of ${constructs.length} constructs and ${design?.repeats ?? 0} repeated ones`
}
