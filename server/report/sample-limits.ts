import { countText, numberText } from '../pictures/number-text.ts'
import type { Limit, LimitFacts } from './limit-facts.ts'

const fewRespondents = 30
const lowRate = 0.3

/** Returns what limits a result because of who answered, and who did not. */
export function sampleLimits(facts: LimitFacts): Limit[] {
  const { started, completed, respondents } = facts
  const rate = started && started.of > 0 ? started.n / started.of : undefined
  return chosen([
    [
      respondents < fewRespondents,
      'few-respondents',
      `Only ${countText(respondents, 'respondent was', 'respondents were')} analysed; below ${fewRespondents} measures are unsteady.`,
    ],
    [
      rate !== undefined && rate < lowRate,
      'low-response',
      rate === undefined
        ? ''
        : `${started!.n} of ${started!.of} ${started!.ofName} started (${numberText(100 * rate, 0)} %). Those who answer may judge otherwise than those who do not; nothing in the data can rule it out.`,
    ],
    [
      completed !== undefined && completed.n < completed.of,
      'incomplete',
      completed === undefined
        ? ''
        : `${completed.of - completed.n} of the ${completed.of} who started did not come to the end.`,
    ],
    [
      facts.hasOpenLinks,
      'open-links',
      'Some took part through open links: how many were reached is not known, and nobody can rule out that somebody answered twice.',
    ],
  ])
}

/** Returns the limits that apply. */
export function chosen(all: [applies: boolean, kind: string, sentence: string][]): Limit[] {
  return all.flatMap(([applies, kind, sentence]) => (applies ? [{ kind, sentence }] : []))
}
