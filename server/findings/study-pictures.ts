import { judgementTimesPicture } from '../pictures/judgement-times.ts'
import type { Picture } from '../pictures/picture.ts'
import { Refusal } from '../refusal.ts'
import { findingPictures, type PictureMaker } from './finding-pictures.ts'
import { modelPictures, ratingPictures } from './model-pictures.ts'
import type { StudyResult } from './study-result.ts'

/** Returns every picture of a study's result, each drawn only when it is asked for; no two have one name. */
export function studyPictures(result: StudyResult): PictureMaker[] {
  const makers = [
    ...result.findings.flatMap((finding) => [
      ...findingPictures(result, finding),
      // A paired model holds all targets: its map and its fit are the same for each.
      ...modelPictures(result, finding),
    ]),
    ...ratingPictures(result),
    { name: 'times', draw: () => times(result) },
  ]
  return [...new Map(makers.map((maker) => [maker.name, maker])).values()]
}

/** Returns one of them. */
export function requireStudyPicture(result: StudyResult, name: string): Picture {
  const maker = studyPictures(result).find((one) => one.name === name)
  if (!maker) throw new Refusal('not_found', 'This study has no such picture.')
  return maker.draw()
}

function times({ seconds }: StudyResult): Picture {
  return judgementTimesPicture({
    name: 'times',
    title: 'Time for one judgement',
    seconds: Array.from(seconds),
  })
}
