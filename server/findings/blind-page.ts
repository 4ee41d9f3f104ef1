import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { funnelOf } from '../fieldwork/funnel.ts'
import { tellsStage, toldShares } from '../fieldwork/funnel-shares.ts'
import { nothingWithheld, withheldCounts, withhold } from '../fieldwork/withheld.ts'
import type { StudyTab } from '../http/study-tabs.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { twoFigures } from './numbers.ts'
import type { BlindPage } from './pages.ts'
import { studyPrecision } from './precision.ts'
import { findingsShell } from './result-shell.ts'

/** Returns what a page about results shows before the study has closed: counts, and the width of the interval. */
export function blindPage(context: Context, visit: StudyVisit, tab: StudyTab): BlindPage {
  const { study, definition, person, base } = visit
  const isPublished = study.state !== 'draft' && study.state !== 'testing'
  const rows = funnelOf(context, study.id)
  const isWithheld = mayDo(person, 'identities') ? nothingWithheld : withheldCounts(rows, definition)
  const heading = isPublished ? 'Results open when the study closes' : 'There are no results yet'
  return {
    ...findingsShell(visit, { title: tab, tab }),
    heading,
    sentence: isPublished
      ? 'Until then nobody sees an estimate, in no role and by no address, so that no invitation, reminder or closing time can be chosen because of a result. The analysis plan is frozen; the moment of opening and the first look are logged.'
      : 'Results begin with the answers of invited surgeons, after the study is published. Answers of test links never count.',
    ...widthsOf(context, visit, isPublished),
    funnel: toldShares(rows)
      .filter(tellsStage(rows))
      .map((share) => {
        const { n, ofN } = withhold(share, {}, isWithheld)
        const rate =
          n === undefined || ofN === undefined || ofN === 0
            ? undefined
            : `${Math.round((100 * n) / ofN)} % of ${ofN} ${share.ofName?.toLowerCase()}`
        return { label: share.name, value: n === undefined ? 'withheld' : String(n), hint: rate }
      }),
    base,
  }
}

function widthsOf(
  context: Context,
  { study, definition }: StudyVisit,
  isPublished: boolean,
): Pick<BlindPage, 'widths' | 'widthSentence'> {
  if (!isPublished || definition.targets.length === 0 || definition.plan.readOut === 'none')
    return { widths: [], widthSentence: '' }
  const { from, finished, widths } = studyPrecision(context, study)
  if (finished < from)
    return {
      widths: [],
      widthSentence: `The width of the interval is told from ${from} finished surgeons on.`,
    }
  return {
    widths: widths.map(({ target, width }) => ({
      label: `Width of the 95 % prediction interval, ${target.name}`,
      value: width === null ? 'none yet' : `${twoFigures(width)} work RVU`,
      hint: width === null ? 'the answers so far give no interval' : undefined,
    })),
    widthSentence:
      'How precise the estimate is so far, not where it lies. More surgeons narrow the interval only so far: what the comparators’ published values scatter remains.',
  }
}
