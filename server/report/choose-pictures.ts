import { findingPictures, type PictureMaker } from '../findings/finding-pictures.ts'
import { modelPictures, ratingPictures } from '../findings/model-pictures.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { picture } from './blocks.ts'
import type { Block } from './document.ts'

/* The pages' own pictures, so that a report shows what the screen shows. */

/** Returns the line a value was read off; nothing where there is none. */
export function linePicture(result: StudyResult, finding: Finding): Block[] {
  return drawn(findingPictures(result, finding), ['regression'])
}

/** Returns what surgeons answered, and how the model placed and fitted it. */
export function measurePictures(result: StudyResult, finding: Finding): Block[] {
  const makers = [...findingPictures(result, finding), ...modelPictures(result, finding)]
  return drawn(makers, ['answers', 'ranking', 'map', 'categories', 'fit'])
}

/** Returns the map of the rating items, their categories and their fit. */
export function ratingPictureBlocks(result: StudyResult): Block[] {
  return drawn(ratingPictures(result), ['map', 'categories', 'fit'])
}

/** The first of each kind: where every item has curves of its own, one page of them stands on the Result page. */
function drawn(makers: readonly PictureMaker[], kinds: readonly string[]): Block[] {
  return kinds.flatMap((kind) => {
    const maker = makers.find(({ name }) => name.startsWith(`${kind}-`))
    return maker ? picture(maker.draw()) : []
  })
}
