import { isLinked, type Survey } from '../exports/programs/survey.ts'
import { NO_TIME } from '../exports/programs/survey-answers.ts'
import type { Judgements } from '../measurement/paired/judgements.ts'
import { answeringSpeed, STRAIGHT_LINE_MINIMUM } from '../measurement/quality/judging-habits.ts'
import { countTriples } from '../measurement/quality/triads.ts'

/** How one respondent judged, on all constructs together; never who it is. */
export interface Judge {
  pseudonym: string
  society: string
  language: string
  /** scored answers to first presentations */
  answers: number
  cannot: number
  /** median time a pair's page was visible; null where no time was measured */
  medianSeconds: number | null
  /** the median is below a third of the median of all respondents */
  isHasty: boolean
  /** share of decided answers for the item shown first; null without one */
  firstShare: number | null
  equalShare: number | null
  /** at least four answers, all the same, or all for the side shown first */
  isStraightLining: boolean
  /** pairs judged twice with a scored answer both times, and how often the answers agree */
  repeats: { n: number; agreeing: number }
  /** cycles among triples whose three pairs were answered, all constructs together; null in a star, which has none */
  triads: { strict: number; circular: number } | null
}

/** Returns the judging habits of every respondent analysed, in the order of the pseudonyms. */
export function judgesOf(survey: Survey): Judge[] {
  const { answers } = survey
  const { respondents } = answers
  const seconds: number[][] = respondents.map(() => [])
  const sums = respondents.map(() => ({
    answers: 0,
    equal: 0,
    decided: 0,
    first: 0,
    sides: new Set<number>(),
  }))
  for (let at = 0; at < answers.length; at++) {
    const respondent = answers.respondent[at]!
    const sum = sums[respondent]!
    const score = answers.score[at]!
    sum.answers++
    // Less, equal or more of the item shown first: whoever always says one of them looks at the side, not at the item.
    sum.sides.add(answers.first[at] === -1 ? 2 - score : score)
    if (score === 1) sum.equal++
    else {
      sum.decided++
      if ((score - 1) * answers.first[at]! > 0) sum.first++
    }
    if (answers.activeMs[at] !== NO_TIME) seconds[respondent]!.push(answers.activeMs[at]! / 1000)
  }
  const speed = answeringSpeed(seconds)
  const repeats = agreementOf(survey)
  const triads = triadsOf(survey)
  return respondents.map(({ pseudonym, society, language }, index) => {
    const { answers: n, equal, decided, first, sides } = sums[index]!
    return {
      pseudonym,
      society,
      language,
      answers: n,
      cannot: answers.cannot[index]!,
      medianSeconds: speed.medians[index]!,
      isHasty: speed.hasty[index]!,
      firstShare: decided === 0 ? null : first / decided,
      equalShare: n === 0 ? null : equal / n,
      isStraightLining: n >= STRAIGHT_LINE_MINIMUM && sides.size === 1,
      repeats: repeats[index]!,
      triads: triads && triads[index]!,
    }
  })
}

/** Returns the time of every judgement in seconds, where it was measured, in the order of the answers. */
export function secondsOf({ answers }: Survey): Float64Array {
  return Float64Array.from(answers.activeMs.subarray(0, answers.length))
    .filter((ms) => ms !== NO_TIME)
    .map((ms) => ms / 1000)
}

/** The scored answers on a construct as the engine takes judgements. */
function judgementsOf({ answers }: Survey, construct: number): Judgements {
  const chosen: number[] = []
  for (let at = 0; at < answers.length; at++) if (answers.construct[at] === construct) chosen.push(at)
  return {
    items: answers.items.length,
    a: Int32Array.from(chosen, (at) => answers.a[at]!),
    b: Int32Array.from(chosen, (at) => answers.b[at]!),
    more: Int8Array.from(chosen, (at) => answers.score[at]!),
    first: Int8Array.from(chosen, (at) => answers.first[at]!),
    respondent: Int32Array.from(chosen, (at) => answers.respondent[at]!),
    weight: new Float64Array(chosen.length).fill(1),
  }
}

const scores = { less: 0, equal: 1, more: 2 } as const

function agreementOf({ answers }: Survey): Judge['repeats'][] {
  const found = answers.respondents.map(() => ({ n: 0, agreeing: 0 }))
  if (answers.repeats.length === 0) return found
  const key = (respondent: number, construct: number, a: number, b: number) =>
    `${respondent} ${construct} ${a} ${b}`
  const again = new Map(
    answers.repeats.flatMap(({ respondent, construct, a, b, response }) =>
      response === null || response === 'cannot'
        ? []
        : [[key(respondent, construct, a, b), scores[response]] as const],
    ),
  )
  for (let at = 0; at < answers.length; at++) {
    const respondent = answers.respondent[at]!
    const second = again.get(key(respondent, answers.construct[at]!, answers.a[at]!, answers.b[at]!))
    if (second === undefined) continue
    found[respondent]!.n++
    if (second === answers.score[at]) found[respondent]!.agreeing++
  }
  return found
}

/** Triples are counted within a construct: other constructs ask another question. */
function triadsOf(survey: Survey): NonNullable<Judge['triads']>[] | null {
  if (!isLinked(survey.definition)) return null
  const sums = survey.answers.respondents.map(() => ({ strict: 0, circular: 0 }))
  survey.answers.constructs.forEach((_, construct) => {
    for (const { respondent, strict, circular } of countTriples(judgementsOf(survey, construct))) {
      sums[respondent]!.strict += strict
      sums[respondent]!.circular += circular
    }
  })
  return sums
}
