import { type Figure, toFigure } from '../figures/figure.ts'
import type { Run } from '../results/run.ts'
import { findingPictures, type PictureMaker } from './finding-pictures.ts'
import { modelPictures, ratingPictures } from './model-pictures.ts'
import { withQuery } from './result-shell.ts'
import { studyPictures } from './study-pictures.ts'
import type { Finding, StudyResult } from './study-result.ts'

/** Where pictures are shown: the study's address and the run of the page, which their downloads share. */
export interface FigurePlace {
  base: string
  changes: Partial<Run>
}

/** Returns the figures of a target on a construct: the regression, which belongs beside the value, and the others. */
export function findingFigures(
  result: StudyResult,
  finding: Finding,
  place: FigurePlace,
): { line: Figure | undefined; more: Figure[] } {
  const [first, ...rest] = findingPictures(result, finding).map((maker) => show(maker, place))
  if (first?.name.startsWith('regression')) return { line: first, more: rest }
  return { line: undefined, more: first ? [first, ...rest] : [] }
}

/** Returns the figures that show how well a finding's model fits: its map, its categories, its items. */
export function modelFigures(result: StudyResult, finding: Finding, place: FigurePlace): Figure[] {
  return modelPictures(result, finding).map((maker) => show(maker, place))
}

/** Returns the same of the rating items. */
export function ratingFigures(result: StudyResult, place: FigurePlace): Figure[] {
  return ratingPictures(result).map((maker) => show(maker, place))
}

/** Returns the figure of how long judgements took. */
export function timesFigure(result: StudyResult, place: FigurePlace): Figure {
  return show(studyPictures(result).find(({ name }) => name === 'times')!, place)
}

function show({ name, draw }: PictureMaker, { base, changes }: FigurePlace): Figure {
  const path = `${base}/pictures/${name}`
  const figure = toFigure(draw(), path)
  return { ...figure, files: figure.files?.map((file) => ({ ...file, href: withQuery(file.href, changes) })) }
}
