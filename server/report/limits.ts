import { numberText, rangeText } from '../pictures/number-text.ts'
import type { Limit, LimitFacts } from './limit-facts.ts'

const fewRespondents = 30
const lowRate = 0.3
const lowR2 = 0.5
const highTies = 0.4
const highCannot = 0.15
const lowAgreement = 0.6
const lowReliability = 0.7

/**
 * Returns the limits that apply to a result, the gravest first, then those that every survey of this kind has. The
 * thresholds are ours and named in the sentences.
 */
export function limitsOf(facts: LimitFacts): Limit[] {
  return [
    ...facts.values.flatMap(ofValue),
    ...ofMissing(facts),
    ...ofSample(facts),
    ...ofAnswers(facts),
    ...always(facts),
  ]
}

function ofValue(value: LimitFacts['values'][number]): Limit[] {
  const { target, r2, comparators, decimals } = value
  const shown = (number: number) => numberText(number, decimals)
  const interval = rangeText([value.low, value.high], decimals)
  const has = (kind: string) => value.warnings.includes(kind)
  return chosen([
    [
      has('coincides-with-baseline'),
      'coincides-with-baseline',
      `The value for ${target}, ${shown(value.predicted)}, coincides with the mean wRVU of the comparators, ${shown(value.baseline)}, which would be had without a survey. By itself it is no evidence.`,
    ],
    [
      has('negative-slope'),
      'negative-slope',
      `Comparators that surgeons judge to be more have lower wRVUs, so that the line for ${target} falls: the relation that the method rests on is not there.`,
    ],
    [
      has('extrapolated'),
      'extrapolated',
      `${target} lies outside the comparators: the line was extended beyond the last of them, where nothing shows that it still holds.`,
    ],
    [
      has('not-bracketed') && !has('extrapolated'),
      'weakly-bracketed',
      `Fewer than two comparators lie on one side of ${target}, so that the line is weakly held there.`,
    ],
    [
      has('wide-interval'),
      'wide-interval',
      `The 95 % prediction interval for ${target}, ${interval}, is wider than the mean of the comparators: the value is hardly determined.`,
    ],
    [
      r2 < lowR2,
      'low-r2',
      `The measures explain ${numberText(100 * r2, 0)} % of the differences between the comparators’ wRVUs (R² ${numberText(r2, 2)}); much of what makes a wRVU lies outside of what surgeons were asked.`,
    ],
    [
      true,
      'few-comparators',
      `The line rests on ${comparators} comparators; with so few points the interval must be read with the value, and another choice of comparators would give another value.`,
    ],
  ])
}

function ofMissing({ without, unanimous }: LimitFacts): Limit[] {
  return [
    ...without.map(({ target, sentence }) => ({
      kind: 'no-value',
      sentence: `There is no value for ${target}. ${sentence}`,
    })),
    ...chosen([
      [
        unanimous.length > 0,
        'unanimous',
        `Without a finite measure, because every respondent gave the same answer, and so off the line: ${unanimous.join(', ')}.`,
      ],
    ]),
  ]
}

function ofSample(facts: LimitFacts): Limit[] {
  const { started, completed, respondents } = facts
  const rate = started && started.of > 0 ? started.n / started.of : undefined
  return chosen([
    [
      respondents < fewRespondents,
      'few-respondents',
      `Only ${respondents} respondents were analysed; below ${fewRespondents} measures are unsteady.`,
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

function ofAnswers(facts: LimitFacts): Limit[] {
  const percent = (share: number | undefined) => `${numberText(100 * (share ?? 0), 0)} %`
  return chosen([
    [
      facts.movers.length > 0,
      'depends-on-analysis',
      `The value depends on how it is found: ${facts.movers.join('; ')}.`,
    ],
    [
      facts.misfitting.length > 0,
      'misfit',
      `Infit or outfit outside 0.6 to 1.4, so that these comparators are judged less evenly, or more, than the model expects: ${facts.misfitting.join(', ')}.`,
    ],
    [
      (facts.tieShare ?? 0) > highTies,
      'many-ties',
      `${percent(facts.tieShare)} of the judgements are “equal”; the rule for ties then weighs much.`,
    ],
    [
      (facts.cannotShare ?? 0) > highCannot,
      'many-cannot',
      `${percent(facts.cannotShare)} of the comparisons were answered with “cannot compare” and are left out.`,
    ],
    [
      facts.agreement !== undefined && facts.agreement < lowAgreement,
      'low-agreement',
      `Pairs shown twice were answered alike in ${percent(facts.agreement)} only.`,
    ],
    [
      facts.personReliability !== null && facts.personReliability < lowReliability,
      'low-reliability',
      `The person reliability of ${numberText(facts.personReliability ?? 0, 2)} is low: respondents can hardly be told apart by their views, which matters for statements about groups more than for the value.`,
    ],
  ])
}

function always({ isStar, languages, comparesPairs }: LimitFacts): Limit[] {
  return chosen([
    [
      isStar,
      'star',
      'Every comparison has the target on one side. Comparators are placed by what they are judged to be against the target, and whether judgements agree among themselves cannot be checked by cycles.',
    ],
    [
      languages > 1,
      'languages',
      `The survey was answered in ${languages} languages; the same words may weigh differently in each.`,
    ],
    [
      !comparesPairs,
      'opinion',
      'Ratings are opinions of the members who answered, not measurements of what they do.',
    ],
    [
      comparesPairs,
      'judgement',
      'Judgements of members of the societies that ask are opinions of those concerned, not measurements of time or intensity. The comparators and their published wRVUs are taken as given.',
    ],
    [
      comparesPairs,
      'not-the-ruc',
      'An implied work RVU from a survey is not a substitute for the RUC process and assigns no value.',
    ],
  ])
}

function chosen(all: [applies: boolean, kind: string, sentence: string][]): Limit[] {
  return all.flatMap(([applies, kind, sentence]) => (applies ? [{ kind, sentence }] : []))
}
