import type { ImpliedResult } from '../results/analysis-result.ts'
import type { AnswerCounts } from './counts.ts'
import { counted, fixed, percent, range } from './numbers.ts'
import type { Finding, StudyResult } from './study-result.ts'

export type Value = Exclude<ImpliedResult, { outcome: string }>

/** An R² below it says that the measures explain less than a quarter of the comparators' wRVUs. */
export const littleExplained = 0.25

/** Returns what came out of a finding in one paragraph, for somebody who knows no statistics. */
export function plainLanguage(result: StudyResult, finding: Finding): string {
  return [analysedText(result, finding), cameOutText(finding), sureText(finding)]
    .filter((text) => text !== '')
    .join(' ')
}

/** Returns how many surgeons are analysed, and how many of them have an answer on this construct. */
export function analysedText({ people }: StudyResult, { construct, result }: Finding): string {
  const { analysed, started } = people
  const used = result.data.rows_used
  const some =
    used < analysed && used > 0 ? `; ${used} of them answered on ${construct.name.toLowerCase()}` : ''
  return `${counted(analysed, 'surgeon')} of ${started.toLocaleString('en')} who started ${analysed === 1 ? 'was' : 'were'} analysed${some}.`
}

/** Returns what surgeons said, and the value that the line makes of it. */
export function cameOutText(finding: Finding): string {
  const { target, construct, values } = finding
  const said = saidText(finding)
  if (values.length > 1) return `${said} ${bothReadings(finding)}`.trim()
  const [value] = values
  if (value === undefined || 'outcome' in value) return said
  const number = fixed(value.predicted, value.decimals)
  if (hasNoSpread(value))
    return `${said} All comparators have the same work RVU, ${fixed(value.baseline, 2)}, so that no answer could give ${target.short} another value: the survey adds nothing to it.`
  if (value.reading === 'comparators-mean')
    return `${said} The plan reads the value at the comparators’ mean, ${number} work RVUs, whatever surgeons answer.`
  return `${said} The line through the comparators’ published work RVUs, placed by what surgeons said about ${construct.name.toLowerCase()}, puts the value of ${target.short} at ${number} work RVUs.`
}

/** Returns how sure a value is: its interval, the mean that needs no survey, and how much the order explains. */
export function sureText({ values }: Finding): string {
  const [value] = values
  if (values.length > 1) return bothIntervals(values)
  if (value === undefined || 'outcome' in value) return ''
  if (hasNoSpread(value)) return 'The question does not arise: no answer could have moved it.'
  const below =
    value.pi_with_target_se[0] < 0
      ? ' A work RVU cannot be below 0; that the interval reaches there says how little is known.'
      : ''
  return [
    `A procedure judged like this would have a published value between ${between(value)} in 95 of 100 cases (the 95 % prediction interval).${below}`,
    `Without asking anybody one would take the mean of the comparators, ${fixed(value.baseline, value.decimals)}.`,
    `Where surgeons placed the comparators accounts for ${percent(Math.max(0, value.r2))} of the variation of their published values (R² ${fixed(value.r2, 2)}).`,
  ].join(' ')
}

/** Whether all comparators have the same work RVU: then there is no line to speak of, and R² is 0 divided by 0. */
export function hasNoSpread({ slope, s }: Value): boolean {
  return Math.abs(slope) < 1e-9 && s < 1e-9
}

/** Returns R² as people read it; it is not defined where all comparators have the same work RVU. */
export function r2Text(value: Value): string {
  return hasNoSpread(value) ? 'not defined' : fixed(value.r2, 2)
}

/** A model of two categories is read both ways, because it cannot say where a tie lies. */
function bothReadings({ target, values }: Finding): string {
  const found = values.flatMap((value) => ('outcome' in value ? [] : [value]))
  if (found.length < 2) return ''
  const [low, high] = found.map(({ predicted, decimals }) => fixed(predicted, decimals))
  return `This model knows two answers only, so it is read twice: with “equal” counted as less the line puts ${target.short} at ${low} work RVUs, with “equal” counted as more at ${high}. A model in which “equal” is an answer of its own reads between them.`
}

/** What is known of two readings: each interval, and from where to where they reach together. */
function bothIntervals(values: Finding['values']): string {
  const found = values.flatMap((value) => ('outcome' in value ? [] : [value]))
  if (found.length < 2) return ''
  const [first, second] = found.map((one) => range(one.pi_with_target_se, one.decimals))
  const lowest = [...found].sort((a, b) => a.pi_with_target_se[0] - b.pi_with_target_se[0])[0]!
  const highest = [...found].sort((a, b) => b.pi_with_target_se[1] - a.pi_with_target_se[1])[0]!
  const reach = `${fixed(lowest.pi_with_target_se[0], lowest.decimals)} to ${fixed(highest.pi_with_target_se[1], highest.decimals)}`
  return `The 95 % prediction interval is ${first} for the first reading and ${second} for the second: together they reach from ${reach}. Without asking anybody one would take the mean of the comparators, ${fixed(found[0]!.baseline, found[0]!.decimals)}.`
}

function between({ pi_with_target_se: [low, high], decimals }: Value): string {
  return `${fixed(low, decimals)} and ${fixed(high, decimals)}`
}

/** Returns against how many comparators decided answers went rather this way than that; a majority of all need not be. */
export function saidText({ target, construct, counts }: Finding): string {
  const answered = counts.filter(({ less, equal, more }) => less + equal + more > 0)
  if (answered.length === 0) return `Nobody compared ${target.short} with anything.`
  const side = (holds: (one: AnswerCounts) => boolean) => answered.filter(holds).length
  const more = side((one) => one.more > one.less)
  const less = side((one) => one.less > one.more)
  const all = counted(answered.length, 'other procedure')
  const every = answered.length === 1 ? 'the one other procedure' : `all ${all}`
  const of = (n: number) => (n === answered.length ? every : `${n} of ${all}`)
  const above = more > 0 ? [`above ${of(more)}`] : []
  const below = less > 0 ? [`below ${more > 0 ? String(less) : of(less)}`] : []
  const even = answered.length - more - less
  const placed = [...above, ...below]
  const opening = `On ${construct.name.toLowerCase()},`
  if (placed.length === 0) return `${opening} as many surgeons put ${target.short} above as below ${every}.`
  const tied = even > 0 ? `; against ${even} as many said the one as the other` : ''
  return `${opening} most surgeons who saw a difference put ${target.short} ${placed.join(' and ')}${tied}.`
}

/** Returns the cautions of a value: the engine's, and that the measures explain little. */
export function warningsOf(value: Value): string[] {
  const { r2, baseline, decimals, warnings } = value
  if (hasNoSpread(value))
    return [
      `All comparators have the same work RVU, ${fixed(baseline, 2)}: there is no line, and the value is theirs whatever surgeons answer.`,
    ]
  const explains =
    r2 < littleExplained && value.reading !== 'comparators-mean'
      ? [
          `The comparators’ measures explain little of their work RVUs (R² ${fixed(r2, 2)}). Read at the centre of the comparators instead, any survey would give their mean, ${fixed(baseline, decimals)}.`,
        ]
      : []
  const isOutside = warnings.some(({ kind }) => kind === 'extrapolated')
  // Outside all of them it goes without saying that fewer than two lie on one side.
  const said = warnings.filter(({ kind }) => !(isOutside && kind === 'not-bracketed'))
  return [...explains, ...said.map(({ sentence }) => sentence)]
}
