import type { Context } from '../context.ts'
import { toFigure } from '../figures/figure.ts'
import { resultsAreOpen } from '../findings/blinding.ts'
import { assetUrl } from '../http/assets.ts'
import { formatTime } from '../http/format.ts'
import { studyShell } from '../http/staff-shell.ts'
import { jobPath } from '../jobs/jobs.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { countSentences, rangeSentences } from './account.ts'
import { captionOf, headingOf } from './captions.ts'
import { groupSentences } from './group-sentences.ts'
import { influenceSentence, reachSentence, searchSentence } from './influence-sentences.ts'
import { influentialRows } from './influential.ts'
import { type PackState, packOf } from './kept-pack.ts'
import type { TargetSensitivity } from './pack.ts'
import type { SensitivityPage, TargetSection } from './pages.ts'
import { sensitivityPictures } from './sensitivity-pictures.ts'
import { variantParts } from './variant-rows.ts'

/** How often the page looks again while the analyses are computed. */
const refreshSeconds = 3

/** Returns the page of a study's sensitivity analyses; before it has closed it says only that. */
export function sensitivityPage(context: Context, visit: StudyVisit): SensitivityPage {
  const { base } = visit
  const shell = studyShell({ ...visit, title: 'Sensitivity', tab: 'Sensitivity' })
  const page: SensitivityPage = {
    ...shell,
    css: [...shell.css, assetUrl('css/findings.css'), assetUrl('css/sensitivity.css')],
    notice: undefined,
    job: undefined,
    again: undefined,
    targets: [],
    csv: undefined,
    computed: '',
  }
  if (!resultsAreOpen(visit.study))
    return {
      ...page,
      notice:
        'Results open when the study closes, and so do these. Until then nobody sees them, so that nothing is changed because of a result.',
    }
  const found = packOf(context, visit.study)
  if (found.state !== 'ready') return { ...page, ...underWay(found, base) }
  const time = formatTime(found.madeAt, visit.study.close_zone ?? context.config.zone, 'en')
  return {
    ...page,
    notice: found.targets.length === 0 ? nothingToVary : undefined,
    targets: found.targets.map((target, index) => sectionOf(target, index, base)),
    csv: found.targets.length === 0 ? undefined : `${base}/sensitivity.csv`,
    computed: `Computed ${time} from the rows of the planned analysis. It is done again by itself when the data change.`,
  }
}

const nothingToVary =
  'The plan of this study reads no work RVU off, so there is no value that other analyses could move.'

function underWay(found: Exclude<PackState, { state: 'ready' }>, base: string): Partial<SensitivityPage> {
  if (found.state === 'failed')
    return { notice: found.job.sentence ?? 'The analyses were not made.', again: `${base}/sensitivity` }
  const { done, total, unit, step } = found.job.progress
  const counted = done === undefined || total === undefined ? '' : `, ${done} of ${total} ${unit ?? ''}`
  const job = { href: jobPath(found.job), step: `${step}${counted}` }
  return { job, refreshSeconds, scripts: [assetUrl('js/job.js')] }
}

function sectionOf(given: TargetSensitivity, index: number, base: string): TargetSection {
  const { plan, influence } = given
  const pictures = sensitivityPictures(given, index)
  const figure = (picture: Parameters<typeof toFigure>[0]) =>
    toFigure(picture, `${base}/sensitivity/${picture.name}`)
  return {
    id: `target-${index + 1}`,
    heading: headingOf(given),
    sentences: [rangeSentences(given).join(' '), countSentences(given).join(' ')],
    caption: captionOf(given),
    parts: variantParts(given),
    figures: [pictures.forest, ...(pictures.comparators ? [pictures.comparators] : [])].map(figure),
    influence:
      influence && plan.outcome === 'value'
        ? {
            sentences: [
              influenceSentence(influence, plan),
              reachSentence(influence, plan),
              searchSentence(influence),
            ].filter((sentence) => sentence !== ''),
            figure: pictures.respondents && figure(pictures.respondents),
            rows: influentialRows(influence, plan),
          }
        : undefined,
    differences: groupSentences(given.differences),
  }
}
