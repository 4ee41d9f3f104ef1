import { influencePicture } from '../pictures/influence.ts'
import type { Picture } from '../pictures/picture.ts'
import { regressionPicture } from '../pictures/regression.ts'
import { Refusal } from '../refusal.ts'
import { regressionData } from '../results/regression-data.ts'
import type { Recomputed } from './recompute.ts'

/** Returns the pictures of a recomputed table: the regression, and what each comparator does to the value. */
export function recomputePictures({ value, comparators, choice }: Recomputed): Picture[] {
  const words = {
    name: 'regression',
    title: 'wRVU of the comparators against their measures',
    measureTitle: 'Measure (logits)',
    target: choice.target,
    comparators,
  }
  return [
    regressionPicture(regressionData(words, value)),
    influencePicture({
      name: 'influence',
      title: 'The value without one comparator',
      target: choice.target,
      value: value.readOut.predicted,
      leftOut: 'comparator',
      decimals: value.decimals,
      rows: comparators.map(({ name, without }) => ({
        name,
        value: without?.value ?? null,
        low: without?.low ?? null,
        high: without?.high ?? null,
        note: 'too few would be left for a line',
      })),
    }),
  ]
}

/** Returns one of them by its name. */
export function requireRecomputePicture(recomputed: Recomputed, name: string): Picture {
  const picture = recomputePictures(recomputed).find((one) => one.name === name)
  if (!picture) throw new Refusal('not_found', 'There is no such picture.')
  return picture
}
