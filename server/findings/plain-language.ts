import type { ImpliedResult } from '../results/analysis-result.ts'
import type { AnswerCounts } from './counts.ts'
import { counted, fixed, percent } from './numbers.ts'
import type { Finding, StudyResult } from './study-result.ts'

export type Value = Exclude<ImpliedResult, { outcome: string }>

/** An R² below it says that the measures explain less than a quarter of the comparators' wRVUs. */
export const littleExplained = 0.25

/** Returns what came out of a finding in one paragraph, for somebody who knows no statistics. */
export function plainLanguage({ people }: StudyResult, finding: Finding): string {
  const { target, construct, values } = finding
  const asked = `${counted(people.analysed, 'surgeon')} of ${people.started.toLocaleString('en')} who started ${people.analysed === 1 ? 'was' : 'were'} analysed.`
  const said = majorities(finding)
  const [value] = values
  if (values.length > 1) return [asked, said, bothReadings(finding)].join(' ')
  if (value === undefined || 'outcome' in value) return `${asked} ${said}`
  return [
    asked,
    said,
    `A line through the comparators’ published work RVUs, placed by what surgeons said about ${construct.name.toLowerCase()}, gives ${target.codes} ${fixed(value.predicted, value.decimals)} work RVU${value.reading === 'comparators-mean' ? ', which is the comparators’ mean whatever surgeons answer' : ''}.`,
    `A procedure judged like this would have a published value between ${between(value)} in 95 of 100 cases.`,
    `Without asking anybody, the mean of the comparators is ${fixed(value.baseline, value.decimals)}; the answers explain ${percent(Math.max(0, value.r2))} of the differences between the comparators’ values.`,
  ].join(' ')
}

/** A model of two categories is read both ways, because it cannot say where a tie lies. */
function bothReadings({ target, values }: Finding): string {
  const found = values.flatMap((value) => ('outcome' in value ? [] : [value]))
  if (found.length < 2) return ''
  const [low, high] = found.map(({ predicted, decimals }) => fixed(predicted, decimals))
  return `This model knows two answers only, so it is read twice: with “equal” counted as less the line gives ${target.codes} ${low} work RVU, with “equal” counted as more ${high}. The truth lies between them.`
}

function between({ pi_with_target_se: [low, high], decimals }: Value): string {
  return `${fixed(low, decimals)} and ${fixed(high, decimals)}`
}

/** Against how many comparators decided answers went rather this way than that; a majority of all need not be. */
function majorities({ target, construct, counts }: Finding): string {
  const answered = counts.filter(({ less, equal, more }) => less + equal + more > 0)
  if (answered.length === 0) return 'Nobody compared it with anything.'
  const side = (holds: (one: AnswerCounts) => boolean) => answered.filter(holds).length
  const more = side((one) => one.more > one.less)
  const less = side((one) => one.less > one.more)
  const even = answered.length - more - less
  const tied = even > 0 ? `, and against ${even} as many said the one as the other` : ''
  return `On ${construct.name.toLowerCase()}, against ${more} of ${counted(answered.length, 'other procedure')} more surgeons judged ${target.codes} to be more than to be less; against ${less} it was the other way round${tied}.`
}

/** Returns the cautions of a value: the engine's, and that the measures explain little. */
export function warningsOf(value: Value): string[] {
  const { r2, baseline, decimals, warnings } = value
  const explains =
    r2 < littleExplained && value.reading !== 'comparators-mean'
      ? [
          `The comparators’ measures explain little of their work RVUs (R² ${fixed(r2, 2)}). Read at the centre of the comparators instead, any survey would give their mean, ${fixed(baseline, decimals)}.`,
        ]
      : []
  return [...explains, ...warnings.map(({ sentence }) => sentence)]
}
