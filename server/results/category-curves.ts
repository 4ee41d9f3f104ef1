import { categoryTables } from '../measurement/person-item/category-tables.ts'
import type { CategoryCurvesData } from '../pictures/category-curves.ts'

/** Places at which the curves are worked out. */
const steps = 80
/** How far the curves go beyond the outer thresholds, in logits: there the outer categories are almost certain. */
const beyond = 3.5

/**
 * Returns the probability of each category along the scale, for thresholds d_1 … d_m between m + 1 categories:
 * P(X = x) proportional to exp(x theta - sum_{h<=x} d_h). Source: Masters 1982.
 */
export function categoryCurves(
  thresholds: readonly number[],
  names: readonly string[],
): CategoryCurvesData['curves'] {
  const [low, high] = [Math.min(...thresholds) - beyond, Math.max(...thresholds) + beyond]
  const measures = Float64Array.from({ length: steps + 1 }, (_, k) => low + ((high - low) * k) / steps)
  const { atLeast } = categoryTables(measures, Float64Array.from(thresholds), 1, thresholds.length)
  const reached = (at: number, category: number) =>
    category === 0 ? 1 : category > thresholds.length ? 0 : atLeast[at * thresholds.length + category - 1]!
  return names.slice(0, thresholds.length + 1).map((name, category) => ({
    name,
    points: Array.from(measures, (measure, at) => ({
      measure,
      probability: reached(at, category) - reached(at, category + 1),
    })),
  }))
}
