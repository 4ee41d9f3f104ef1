import { numberText, rangeText } from '../pictures/number-text.ts'
import type { Estimate, Value } from './estimate.ts'
import { type Influence, type LeftOut, largestSet } from './influence.ts'

/** A surgeon who moves the value by less than this share of the interval's half-width weighs little. */
const little = 0.1
/** … and by more than this share, much: then the value hangs on one person. */
const much = 1 / 3

/** How much the one surgeon who moves the value furthest weighs, against the planned interval. */
export type Weight = 'little' | 'some' | 'much'

/** Returns the largest step that leaving out one surgeon makes, as a share of the half-width of the planned interval. */
export function shareOfOne(influence: Influence, plan: Value): number {
  const [most] = influence.singles
  const half = (plan.high - plan.low) / 2
  return most === undefined || half <= 0 ? 0 : Math.abs(most.change) / half
}

/** Returns how much one surgeon weighs: reassuring, worth a look, or a reason to doubt the value. */
export function weightOfOne(influence: Influence, plan: Value): Weight {
  const share = shareOfOne(influence, plan)
  return share < little ? 'little' : share <= much ? 'some' : 'much'
}

/** What leaving out one surgeon, or a few, can do to the value: said as what it means beside the interval. */
export function influenceSentence(influence: Influence | undefined, plan: Estimate): string {
  if (!influence || plan.outcome !== 'value') return 'Without a planned value nothing can be left out of it.'
  const [most] = influence.singles
  if (!most) return 'Without any one surgeon there is no value.'
  return [lostSentence(influence), oneSentence(influence, most, plan), setSentence(influence, plan)]
    .filter((text) => text !== '')
    .join(' ')
}

/** How the few were looked for: what is exact, and what is not. */
export function searchSentence(influence: Influence): string {
  const { tried, respondents } = influence
  const singles =
    tried >= respondents
      ? `Each of the ${respondents} surgeons was left out once and everything fitted anew (exact).`
      : `Of the ${respondents.toLocaleString('en')} surgeons the ${tried} that a first-order approximation puts first were left out one at a time and everything fitted anew.`
  return `${singles} Sets of two to ${inWords(largestSet)} were built by adding whoever moves the value furthest in the same direction, each refitted: a set that moves it more may exist.`
}

/** How far the value goes when the few who move it most are left out, down and up. */
export function reachSentence(influence: Influence, plan: Value): string {
  const furthest = (direction: number): LeftOut | undefined =>
    influence.sets
      .filter(({ change }) => direction * change > 0)
      .sort((a, b) => direction * (b.change - a.change))[0]
  const [lowest, highest] = [furthest(-1), furthest(1)]
  const without = (one: LeftOut, others: string) =>
    `${shown(one.predicted, plan)}, without ${inWords(one.respondents.length)}${others} ${one.respondents.length === 1 ? 'surgeon' : 'surgeons'}`
  if (!lowest || !highest) {
    const only = lowest ?? highest
    return only ? `The furthest that was reached by leaving out a few is ${without(only, '')}.` : ''
  }
  return `By leaving out a few, the value can be brought down to ${without(lowest, '')}, or up to ${without(highest, ' other')}; no set was found that moves it further.`
}

function oneSentence(influence: Influence, most: LeftOut, plan: Value): string {
  const everyone = influence.tried < influence.respondents ? ' of those tried' : ''
  const single = influence.withoutEstimate > 0 ? 'other single' : 'single'
  const from = shown(plan.predicted, plan)
  // Where the furthest step is lost in rounding, a shorter one the other way may still change what is printed.
  const { smallest } = influence
  const isSeen = shown(most.predicted, plan) !== from || smallest?.respondents.length !== 1
  const to = shown(isSeen ? most.predicted : smallest!.predicted, plan)
  const interval = rangeText([plan.low, plan.high], plan.decimals)
  if (from === to) return `No ${single} surgeon${everyone} changes the rounded result of ${from}.`
  const moved = `moves the value from ${from} to ${to}`
  const weight = weightOfOne(influence, plan)
  if (weight === 'little')
    return `No ${single} surgeon${everyone} weighs much: leaving out the one who counts most ${moved}, a small step beside the interval of ${interval}.`
  if (weight === 'some')
    return `One surgeon can be noticed: leaving out the one${everyone} who counts most ${moved}, ${percent(shareOfOne(influence, plan))} of the way from the value to the end of its interval (${interval}).`
  return `Caution: the value hangs on few surgeons. Leaving out a single one ${moved}; its interval is ${interval}.`
}

/** The smallest set that changes what is printed, where it takes more than one. */
function setSentence({ smallest, sets }: Influence, plan: Value): string {
  if (smallest) {
    const size = smallest.respondents.length
    return size === 1
      ? ''
      : `It takes ${surgeons(size)} together: leaving them out moves it to ${shown(smallest.predicted, plan)}.`
  }
  const largest = Math.max(0, ...sets.map(({ respondents }) => respondents.length))
  return largest < 2 ? '' : `No set of up to ${surgeons(largest)} was found that changes it either.`
}

/** Surgeons without whom nothing can be estimated weigh most of all, and must not go unsaid. */
function lostSentence({ withoutEstimate }: Influence): string {
  if (withoutEstimate === 0) return ''
  return withoutEstimate === 1
    ? 'Caution: there is one surgeon without whom there is no estimate at all.'
    : `Caution: there are ${withoutEstimate} surgeons without any one of whom there is no estimate at all.`
}

function shown(value: number, { decimals }: Value): string {
  return numberText(value, decimals)
}

function percent(share: number): string {
  return `${numberText(100 * share, 0)} %`
}

function surgeons(count: number): string {
  return `${inWords(count)} ${count === 1 ? 'surgeon' : 'surgeons'}`
}

function inWords(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five'][count] ?? String(count)
}
