import { toFigure } from '../figures/figure.ts'
import { pictureKinds } from '../figures/picture-kinds.ts'
import {
  measureText,
  numberText,
  rangeText,
  reliabilityBelowZero,
  reliabilityText,
} from '../pictures/number-text.ts'
import type { RecomputeResult } from './pages.ts'
import type { Recomputed, RecomputedComparator } from './recompute.ts'
import { recomputePictures } from './recompute-pictures.ts'

/** Returns what the page shows of a recomputed table; `address` gives the place of a picture's files, if they have one. */
export function resultOf(
  found: Recomputed,
  address: ((picture: string) => string) | undefined,
  query = '',
): RecomputeResult {
  const { value, choice, comparators, unused } = found
  const { readOut, decimals } = value
  const pictures = recomputePictures(found)
  return {
    target: choice.target,
    value: numberText(readOut.predicted, decimals),
    prediction: rangeText(readOut.predictionLimitsWithError, decimals),
    facts: factsOf(found),
    warnings: value.warnings.map((warning) => warning.sentence),
    figures: pictures.map((picture) => {
      const figure = toFigure(picture, address?.(picture.name))
      return { ...figure, files: figure.files?.map((file) => ({ ...file, href: file.href + query })) }
    }),
    rows: comparators.map((one) => rowOf(one, found)),
    unused: unused.join(', '),
    files: address
      ? []
      : pictures.flatMap((picture) =>
          pictureKinds.map((kind) => ({
            value: `${picture.name}.${kind}`,
            label: `${picture.title} (${kind.toUpperCase()})`,
          })),
        ),
  }
}

function factsOf({ value, choice, hasErrors }: Recomputed): RecomputeResult['facts'] {
  const { line, readOut, baseline, decimals, leaveOneOut } = value
  const place = `${measureText(readOut.x)} logits${choice.at === 'mean' ? ', the mean of the comparators' : ''}`
  const error = choice.error > 0 ? `, standard error ${measureText(choice.error)}` : ''
  const facts: [string, string][] = [
    ['Interval of the line', rangeText(readOut.lineLimits, decimals)],
    ['Read at', place + error],
    ['R²', numberText(line.r2, 3)],
    ['Comparators', String(line.n)],
    ['Mean of the comparators', `${numberText(baseline, decimals)}, which needs no survey`],
    [
      'With four decimals',
      `value ${numberText(readOut.predicted, 4)}, mean ${numberText(baseline, 4)}: to compare with a publication; the interval does not support them`,
    ],
    [
      'The line',
      `wRVU = ${numberText(line.intercept, 4)} ${line.slope < 0 ? '−' : '+'} ${numberText(Math.abs(line.slope), 4)} × measure`,
    ],
    ['Standard error of the slope', numberText(line.slopeError, 4)],
    ['Scatter about the line (SD)', `${numberText(line.residualSd, 2)} wRVU`],
    [
      'Each comparator predicted from the others',
      `misses by ${numberText(leaveOneOut.rmse, 2)} wRVU (root mean square)`,
    ],
  ]
  if (hasErrors) facts.push(...errorFacts(value))
  return facts.map(([name, text]) => ({ name, value: text }))
}

/** What the standard errors of the measures say of them, and of the slope that they flatten. */
function errorFacts({ attenuation, decimals }: Recomputed['value']): [string, string][] {
  const { reliability } = attenuation
  const below = reliability < 0 ? `. ${reliabilityBelowZero}` : ''
  return [
    [
      'Reliability of the measures',
      `${reliabilityText(reliability, 3)} (1 less mean squared standard error over variance, n − 1)${below}`,
    ],
    [
      'Value with the slope corrected for error in the measures',
      'predicted' in attenuation
        ? numberText(attenuation.predicted, decimals)
        : `none: ${attenuation.sentence}`,
    ],
  ]
}

function rowOf(one: RecomputedComparator, { value, hasErrors }: Recomputed): RecomputeResult['rows'][number] {
  const { predicted } = value.readOut
  const cells: [string, string][] = [
    ['wRVU', numberText(one.wrvu, 2)],
    ['Measure', numberText(one.measure, 3)],
    ...(hasErrors ? [['SE', numberText(one.error ?? 0, 3)] as [string, string]] : []),
    ['On the line', numberText(one.fitted, 2)],
    ['Residual', numberText(one.residual, 2)],
    ['Value without it', one.without ? numberText(one.without.value, value.decimals) : '–'],
    ['Value in % of it', one.wrvu > 0 ? numberText((100 * predicted) / one.wrvu, 1) : '–'],
  ]
  return { name: one.name, cells: cells.map(([label, text]) => ({ label, text })) }
}
