import { numberText, rangeText } from '../pictures/number-text.ts'
import type { Limit, LimitFacts } from './limit-facts.ts'
import { modelLimits } from './model-limits.ts'
import { chosen, sampleLimits } from './sample-limits.ts'

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
    ...fewComparators(facts),
    ...ofMissing(facts),
    ...sampleLimits(facts),
    ...ofAnswers(facts),
    ...modelLimits(facts),
    ...always(facts),
  ]
}

function ofValue(value: LimitFacts['values'][number]): Limit[] {
  const { target, r2, decimals } = value
  const shown = (number: number) => numberText(number, decimals)
  const interval = rangeText([value.low, value.high], decimals)
  const has = (kind: string) => value.warnings.includes(kind)
  return chosen([
    [
      has('coincides-with-baseline') && value.hasSpread,
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
      has('not-bracketed') && !has('extrapolated') && value.hasSpread,
      'weakly-bracketed',
      `Fewer than two comparators lie on one side of ${target}, so that the line is weakly held there.`,
    ],
    [
      has('wide-interval'),
      'wide-interval',
      `The 95 % prediction interval for ${target}, ${interval}, spans ${shown(value.high - value.low)} work RVUs, more than the comparators have on average (${shown(value.baseline)}): the value is hardly determined.`,
    ],
    [
      r2 < lowR2 && value.hasSpread,
      'low-r2',
      `The measures explain ${numberText(100 * r2, 0)} % of the differences between the comparators’ wRVUs (R² ${numberText(r2, 2)}); much of what makes a wRVU lies outside of what surgeons were asked.`,
    ],
    [
      !value.hasSpread,
      'no-spread',
      `All comparators of ${target} have the same work RVU, ${numberText(value.baseline, 2)}: there is no line, and no answer could have given another value.`,
    ],
  ])
}

/** How many comparators the lines rest on, said once where they rest on as many. */
function fewComparators({ values }: LimitFacts): Limit[] {
  const counts = [...new Set(values.map(({ comparators }) => comparators))]
  const [only] = counts
  if (only === undefined) return []
  const rests =
    counts.length > 1
      ? `The lines rest on ${values.map(({ target, comparators }) => `${comparators} (${target})`).join(', ')} comparators`
      : `${values.length > 1 ? 'Each line' : 'The line'} rests on ${only} comparators`
  return [
    {
      kind: 'few-comparators',
      sentence: `${rests}: another choice of them would give another value, which is why the interval must be read with it.`,
    },
  ]
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

function ofAnswers(facts: LimitFacts): Limit[] {
  const percent = (share: number | undefined) => `${numberText(100 * (share ?? 0), 0)} %`
  return chosen([
    [
      facts.movers.length > 0,
      'depends-on-analysis',
      `The value depends on how it is found: ${facts.movers.join('; ')}.`,
    ],
    [facts.heavy.length > 0, 'depends-on-few', `The value hangs on few surgeons: ${facts.heavy.join('; ')}.`],
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
      facts.agreement !== undefined && facts.agreement.alike / facts.agreement.n < lowAgreement,
      'low-agreement',
      facts.agreement === undefined
        ? ''
        : `Of ${facts.agreement.n} pairs shown twice ${facts.agreement.alike} were answered alike (${percent(facts.agreement.alike / facts.agreement.n)}): single answers are unsteady. The standard errors allow for chance in them.`,
    ],
    [
      facts.personReliability !== null && facts.personReliability < lowReliability,
      'low-reliability',
      `Person reliability is ${numberText(facts.personReliability ?? 0, 2)}: how one surgeon’s view differs from another’s can hardly be told from chance. ${facts.comparesPairs ? 'For the value that is no fault; statements' : 'Statements'} about single surgeons or small groups would be unsure.`,
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
      `The survey was offered in ${languages} languages; the same words may weigh differently in each.`,
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
