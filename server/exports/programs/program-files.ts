import { ratingFiles } from './data-files.ts'
import { ermFiles } from './erm.ts'
import { facetsFiles } from './facets.ts'
import { jamoviFiles } from './jamovi.ts'
import { pairFiles } from './pairs-for-r.ts'
import { spssFiles } from './spss.ts'
import type { ProgramFile, Survey } from './survey.ts'
import { winstepsFiles } from './winsteps.ts'

const makers = [jamoviFiles, ermFiles, pairFiles, ratingFiles, winstepsFiles, facetsFiles, spssFiles]

/** Returns every file for a single program: the same answers, each in the program's own convention. */
export function programFiles(survey: Survey): ProgramFile[] {
  return makers.flatMap((make) => make(survey))
}
