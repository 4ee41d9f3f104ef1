import { noDenominator } from '../fieldwork/funnel-shares.ts'
import { counted, percent } from '../findings/numbers.ts'
import { joined } from './blocks.ts'
import { type ReportedStage, type ReportFacts, toldStages } from './report-facts.ts'

type Counts = Pick<ReportFacts, 'funnel' | 'response'>

/** A rate as every part of a report prints it, such as `33 % of 57 listed`; empty where there is none. */
export function rateOf({ n, ofN, ofName }: ReportedStage): string {
  if (n === undefined || ofN === undefined || ofN === 0) return ''
  return `${percent(n / ofN)} of ${ofN} ${ofName?.toLowerCase()}`
}

/** The same, and for starts by an open link why there is none. */
export function rateOrWhyNone(stage: ReportedStage): string {
  return isByOpenLink(stage) ? noDenominator : rateOf(stage)
}

function isByOpenLink({ stage, route }: ReportedStage): boolean {
  return stage === 'started' && route === 'open'
}

/** Who was reached, each share with what it is taken of; how many are analysed is said with the result. */
export function reachedText({ funnel, response }: Counts): string {
  const first = (stage: ReportedStage['stage'], route?: ReportedStage['route']) =>
    funnel.find((one) => one.stage === stage && one.route === route)
  const [open, listed] = [first('started', 'open'), first('listed')]
  const started = open ? first('started', 'personal') : first('started')
  const isListed = listed?.n !== undefined && listed.n > 0
  const sentences = [
    isListed ? `${counted(listed.n!, 'member was', 'members were')} listed.` : '',
    started?.n === undefined || (open && !isListed)
      ? ''
      : `${count(started)} started${open ? ' by their personal link' : ''}${inBrackets(rateOf(started))}.`,
    open?.n === undefined
      ? ''
      : `${counted(open.n, 'person', 'people')} started by an open link (${noDenominator}).`,
    open ? allText(first('started')) : '',
    completedText(first('completed')),
    responseText(response),
  ]
  if ([listed, started, open, first('completed')].every((one) => one?.n === undefined))
    return 'How many members were reached is withheld, because the numbers are small.'
  return sentences.filter((text) => text !== '').join(' ')
}

function count({ n }: ReportedStage): string {
  return n === 0 ? 'Nobody' : n!.toLocaleString('en')
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`
}

function allText(all: ReportedStage | undefined): string {
  return all?.n === undefined ? '' : `In all, ${all.n} started.`
}

function completedText(completed: ReportedStage | undefined): string {
  if (completed === undefined) return ''
  if (completed.n === undefined) return 'How many completed is withheld.'
  return `${count(completed)} completed${inBrackets(rateOf(completed))}.`
}

/** The response rate in a sentence; empty where it is not known or withheld. */
export function responseText(response: ReportedStage | undefined): string {
  if (response?.n === undefined || response.ofN === undefined) return ''
  return `Response rate: ${response.n} completed by a personal link, ${rateOf(response)}.`
}

/** Every stage with what its rate is taken of. */
export function ratesText({ funnel, response }: Counts): string {
  const parts = toldStages(funnel).map((stage) => {
    const name = stage.name.toLowerCase()
    if (stage.n === undefined) return `${name} (withheld)`
    const rate = rateOrWhyNone(stage)
    return rate === '' ? `${name} ${stage.n}` : `${name} ${stage.n}, ${rate}`
  })
  return [`From the list to the analysis: ${parts.join('; ')}.`, responseText(response)]
    .filter((text) => text !== '')
    .join(' ')
}

/** How the rates can be worked out again from the funnel that a bundle holds, with the numbers of this study. */
export function rebuildText({ funnel, response }: Counts): string {
  const completed = funnel.find(({ stage }) => stage === 'completed')
  const rule =
    'Every rate under “Participants” can be rebuilt from funnel.csv of the data bundle, from its rows with level “all”: a rate is n / of_n of the row of its stage, with route “personal” for starts by a personal link and route “all” for the other stages.'
  const example =
    completed?.n === undefined || completed.ofN === undefined || completed.ofN === 0
      ? ''
      : `Completed: row stage “completed”, route “all”, n ${completed.n}, of_n ${completed.ofN}, ${percent(completed.n / completed.ofN)}.`
  const rate =
    response?.n === undefined || response.ofN === undefined
      ? 'The response rate (completed of the listed) is withheld, or it is not known who came by which link.'
      : `Response rate = completed / listed, both with route “personal”: n ${response.n} of the row stage “completed” divided by n ${response.ofN} of the row stage “listed” is ${percent(response.n / response.ofN)}.`
  const blanks = funnel.some(({ n }) => n === undefined) ? 'What is withheld here is blank there.' : ''
  return joinedSentences([rule, rate, example, blanks])
}

function joinedSentences(sentences: readonly string[]): string {
  return sentences.filter((text) => text !== '').join(' ')
}

/** `a link`, for one or more societies whose members came by links that were handed around. */
export function linksText(hasOpenLinks: boolean, openSocieties: readonly string[]): string {
  if (!hasOpenLinks) return 'through personal links'
  return openSocieties.length === 0
    ? 'through personal links and open links'
    : `through personal links and, at ${joined(openSocieties)}, through an open link that the society hands around`
}
