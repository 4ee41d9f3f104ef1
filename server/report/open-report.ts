import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { resultsAreOpen } from '../findings/blinding.ts'
import { chancesOf } from '../findings/chance.ts'
import { intervalsOf } from '../findings/intervals.ts'
import { keptResult } from '../findings/kept-results.ts'
import { type Job, jobPath } from '../jobs/jobs.ts'
import { packOf } from '../sensitivity/kept-pack.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { buildReport } from './build-report.ts'
import type { ReportDocument } from './document.ts'
import { readReportFacts } from './report-facts.ts'

/** A study's report, or why there is none yet. */
export type OpenedReport =
  | { state: 'blind'; sentence: string }
  | { state: 'under-way'; sentence: string; href: string }
  | { state: 'written'; report: ReportDocument }

/** Returns the report of a closed study. Its sensitivity analyses and the bootstrap are waited for; where they failed, it says so. */
export function openReport(context: Context, { study, base }: StudyVisit): OpenedReport {
  if (!resultsAreOpen(study))
    return {
      state: 'blind',
      sentence:
        'The report is written when the study closes. Until then nobody sees a result, so that nothing is changed because of one.',
    }
  // All are asked for before any is waited for, so that one visit starts them all.
  const pack = packOf(context, study)
  const { intervals, chances } = ofPrimary(context, study)
  if (pack.state === 'under-way')
    return { state: 'under-way', sentence: stepOf(pack.job), href: jobPath(pack.job) }
  if (intervals === 'under way')
    return { state: 'under-way', sentence: 'Resampling the surgeons', href: `${base}/results` }
  if (chances === 'under way')
    return {
      state: 'under-way',
      sentence: 'Simulating how many misfits chance gives',
      href: `${base}/quality`,
    }
  const sensitivity = pack.state === 'ready' ? pack.targets : undefined
  return {
    state: 'written',
    report: buildReport(readReportFacts(context, study, { sensitivity, intervals, chances })),
  }
}

/** The bootstrap of the primary construct, as the result page asks for it, and what chance gives, as the quality page. */
function ofPrimary(context: Context, study: StudyRow) {
  const result = keptResult(context, study)
  const primary = result.constructs.find(({ isPrimary }) => isPrimary)
  return {
    intervals: primary
      ? intervalsOf(context, study, { construct: primary.slug, run: {} }, result)
      : ('none' as const),
    chances: chancesOf(context, study, primary?.slug ?? null, result),
  }
}

function stepOf({ progress }: Job): string {
  const { step, done, total, unit } = progress
  const counted = done === undefined || total === undefined ? '' : `, ${done} of ${total} ${unit ?? ''}`
  return `${step}${counted}`.trim()
}
