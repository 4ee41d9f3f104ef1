import type { ScoreCumulants } from './score-cumulants.ts'

/** What a score says about a measure: the score, the highest possible, steps of an item, and the model at a measure. */
export type Scale = {
  score: number
  top: number
  steps: number
  at: (measure: number) => ScoreCumulants
  /** sum over the items of the logarithm of their category weights' total */
  logTotal: (measure: number) => number
}

const LARGEST_MEASURE = 40
/** The weighted likelihood bends on the scale of a logit. */
const SCAN_STEP = 0.1
/** Maxima as high as one another by rounding alone count as equal: the lowest measure of them is taken. */
const EQUALLY_HIGH = 1e-9
/** Below this expected score, and above its mirror image, Warm's equation has no root. */
const OUTERMOST = 0.2

/** Maximum likelihood measure: r - sum E = 0, which has one root. The score must not be extreme. */
export function solveLikelihood(scale: Scale): number {
  return solve(scale, false, -LARGEST_MEASURE, LARGEST_MEASURE, 0)
}

/**
 * Warm's measure: the global maximum of the weighted likelihood L(theta) sqrt(sum V), finite for every score. Its
 * equation, f = r - sum E + sum K3 / (2 sum V) = 0, may have several roots where few items lie far apart. With m steps
 * an item, |x - E| <= m gives |K3| <= m V and K4 <= m^2 V, hence
 * (1) |r - sum E| <= m/2 at every root, and f' <= m^2/2 - sum V;
 * (2) ln sum V changes by m a logit at most, so that from a root with sum V >= m^2 + m |K3 / (2 sum V)| the function
 *     falls all the way to where (1) rules roots out: that root is the only one;
 * (3) f >= r + 1/2 - 5/2 sum E for sum E < 1/3, so no root lies where sum E < 0.2, nor, mirrored, at the other end.
 * Where (2) does not hold, the stretch that (1) and (3) leave is scanned and the highest maximum taken.
 * Sources: Warm 1989, Psychometrika 54:427; several roots: Magis & Verhelst 2017, Psychometrika 82:637.
 */
export function warmMeasure(scale: Scale): number {
  const first = solve(scale, true, -LARGEST_MEASURE, LARGEST_MEASURE, 0)
  const { variance, third } = scale.at(first)
  const { steps } = scale
  if (variance >= steps * steps + (steps * Math.abs(third)) / (2 * variance)) return first
  const peaks = [...(warmSlope(scale.at(first)) < 0 ? [first] : []), ...peaksAround(scale, first)]
  peaks.sort((one, other) => one - other)
  let best = peaks[0] ?? first
  for (const peak of peaks) if (height(scale, peak) > height(scale, best) + EQUALLY_HIGH) best = peak
  return best
}

/** Every maximum of the weighted likelihood where one may lie, ascending; none of the points scanned is a root. */
function peaksAround(scale: Scale, root: number): number[] {
  const { score, top, steps } = scale
  const [low, high] = [Math.max(OUTERMOST, score - steps / 2), Math.min(top - OUTERMOST, score + steps / 2)]
  let from = root - SCAN_STEP / 2
  while (from > -LARGEST_MEASURE && scale.at(from).mean > low) from -= SCAN_STEP
  const peaks: number[] = []
  let rises = warmEquation(scale.at(from), score) > 0
  for (let end = from; end < LARGEST_MEASURE && scale.at(end).mean < high; ) {
    end += SCAN_STEP
    const goesOn = warmEquation(scale.at(end), score) > 0
    if (rises && !goesOn) peaks.push(solve(scale, true, end - SCAN_STEP, end, end - SCAN_STEP / 2))
    rises = goesOn
  }
  return peaks
}

/** The weighted log-likelihood, up to a constant. */
function height(scale: Scale, measure: number): number {
  return scale.score * measure - scale.logTotal(measure) + Math.log(scale.at(measure).variance) / 2
}

function warmEquation({ mean, variance, third }: ScoreCumulants, score: number): number {
  return score - mean + third / (2 * variance)
}

function warmSlope({ variance, third, fourth }: ScoreCumulants): number {
  return -variance + (fourth * variance - third * third) / (2 * variance * variance)
}

/** Newton's steps, halved where they leave the bracket: f > 0 at `low`, f < 0 at `high`. */
function solve({ score, at }: Scale, warm: boolean, low: number, high: number, start: number): number {
  let measure = start
  for (let step = 0; step < 200; step++) {
    const cumulants = at(measure)
    const value = warm ? warmEquation(cumulants, score) : score - cumulants.mean
    if (value > 0) low = measure
    else high = measure
    const newton = measure - value / (warm ? warmSlope(cumulants) : -cumulants.variance)
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - measure) < 1e-12 * Math.max(1, Math.abs(measure))) return next
    measure = next
  }
  return measure
}
