import { categoryCurvesPicture } from '../pictures/category-curves.ts'
import { itemFitPicture } from '../pictures/item-fit.ts'
import { type Picture, pictureName } from '../pictures/picture.ts'
import { wrightMapPicture } from '../pictures/wright-map.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { categoryCurves } from '../results/category-curves.ts'
import { textIn } from '../studies/definition-text.ts'
import type { PictureMaker } from './finding-pictures.ts'
import type { Finding, StudyResult } from './study-result.ts'

/** The mean squares that the published papers count as fitting. */
const fitting: readonly [number, number] = [0.6, 1.4]

/** An analysis with the words that its pictures need. */
interface Analysis {
  /** what tells its pictures from others */
  id: string
  /** after the colon of a title */
  about: string
  result: AnalysisResult
  items: { id: string; name: string; isTarget: boolean }[]
  /** the point of the scale that is a target, where it is no item */
  point: { name: string; measure: number } | undefined
  categories: string[]
}

/** Returns the pictures of a finding's model: its map, its categories and the fit of its items. */
export function modelPictures(result: StudyResult, finding: Finding): PictureMaker[] {
  const { target, construct, targetItem, values } = finding
  const value = values.find((one) => 'predicted' in one && one.reading === 'target')
  const point =
    targetItem === null && value && 'predicted' in value
      ? { name: target.name, measure: value.read_out_point }
      : undefined
  return makersOf({
    id: targetItem === null ? `${target.id}-${construct.slug}` : construct.slug,
    about:
      targetItem === null ? `${target.name}, ${construct.name.toLowerCase()}` : construct.name.toLowerCase(),
    result: finding.result,
    items: [
      ...result.comparators.map(({ id, codes }) => ({ id, name: codes, isTarget: false })),
      ...(targetItem === null ? [] : result.targets.map(({ id, name }) => ({ id, name, isTarget: true }))),
    ],
    point,
    categories:
      targetItem === null
        ? [`${target.name} less`, 'about equal', `${target.name} more`]
        : ['first less', 'about equal', 'first more'],
  })
}

/** Returns the same of the rating items. */
export function ratingPictures({ definition, ratings }: StudyResult): PictureMaker[] {
  if (!ratings) return []
  return makersOf({
    id: 'ratings',
    about: 'rating items',
    result: ratings,
    items: definition.ratingItems.map(({ id, label }) => ({
      id,
      name: textIn(label, 'en', definition),
      isTarget: false,
    })),
    point: undefined,
    categories: (definition.ratingScale?.categories ?? []).map((text) => textIn(text, 'en', definition)),
  })
}

function makersOf(analysis: Analysis): PictureMaker[] {
  if (analysis.result.outcome !== 'fit') return []
  const maker = (kind: string, draw: (name: string) => Picture, ...more: string[]) => {
    const name = pictureName(kind, analysis.id, ...more)
    return { name, draw: () => draw(name) }
  }
  return [
    maker('map', (name) => map(name, analysis)),
    ...categoriesOf(analysis).map(({ item, thresholds, title, axis }) =>
      maker(
        'categories',
        (name) =>
          categoryCurvesPicture({
            name,
            title: `How likely each answer is: ${title}`,
            measureTitle: axis,
            curves: categoryCurves(thresholds, namesOf(analysis, thresholds.length + 1)),
            thresholds,
          }),
        ...(item === undefined ? [] : [item]),
      ),
    ),
    maker('fit', (name) => fitOfItems(name, analysis)),
  ]
}

function map(name: string, { about, result, items, point }: Analysis): Picture {
  return wrightMapPicture({
    name,
    title: `Surgeons and items on one scale: ${about}`,
    persons: result.persons.flatMap(({ theta }) => (theta === null ? [] : [theta])),
    items: [
      ...items.flatMap(({ id, name: named, isTarget }) => {
        const measure = result.items[id]?.location
        return measure == null ? [] : [{ name: named, measure, isTarget }]
      }),
      ...(point ? [{ ...point, isTarget: true }] : []),
    ],
  })
}

interface Curves {
  /** where every item has curves of its own */
  item: string | undefined
  thresholds: number[]
  title: string
  axis: string
}

/** One set of curves for all items, or one for each where the model gives each its own steps. */
function categoriesOf({ about, result, items }: Analysis): Curves[] {
  const together = { item: undefined, title: about }
  if (result.options.model === 'paired') {
    // P(more) : P(equal) : P(less) = e^D : e^T : e^-D, so neighbours cross at D = -T and D = T.
    const tie = result.T
    if (tie === null || !Number.isFinite(tie)) return []
    return [{ ...together, thresholds: [-tie, tie], axis: 'First less second (logits)' }]
  }
  const axis = 'Surgeon less item (logits)'
  if (result.tau) return [{ ...together, thresholds: result.tau, axis }]
  return items.flatMap(({ id, name }) => {
    const thresholds = result.items[id]?.thresholds
    if (!thresholds || thresholds.length < 2) return []
    return [{ item: id, title: `${about}, ${name}`, thresholds, axis: 'Surgeon (logits)' }]
  })
}

/** A dichotomised model has two categories, so the middle one is with one of the others. */
function namesOf({ categories }: Analysis, count: number): string[] {
  return categories.length === count ? categories : Array.from({ length: count }, (_, k) => `category ${k}`)
}

function fitOfItems(name: string, { about, result, items }: Analysis): Picture {
  return itemFitPicture({
    name,
    title: `Fit of the items: ${about}`,
    measureTitle: 'Measure of the item (logits)',
    limits: fitting,
    items: items.flatMap(({ id, name: named }) => {
      const item = result.items[id]
      if (item?.location == null || item.infit === null || item.outfit === null) return []
      return [{ name: named, measure: item.location, infit: item.infit, outfit: item.outfit }]
    }),
  })
}
