import type { Context } from '../context.ts'
import { resultsAreOpen } from '../findings/blinding.ts'
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

/** Returns the report of a closed study. Its sensitivity analyses are waited for; where they failed, it says so. */
export function openReport(context: Context, { study }: StudyVisit): OpenedReport {
  if (!resultsAreOpen(study))
    return {
      state: 'blind',
      sentence:
        'The report is written when the study closes. Until then nobody sees a result, so that nothing is changed because of one.',
    }
  const pack = packOf(context, study)
  if (pack.state === 'under-way')
    return { state: 'under-way', sentence: stepOf(pack.job), href: jobPath(pack.job) }
  const sensitivity = pack.state === 'ready' ? pack.targets : undefined
  return { state: 'written', report: buildReport(readReportFacts(context, study, sensitivity)) }
}

function stepOf({ progress }: Job): string {
  const { step, done, total, unit } = progress
  const counted = done === undefined || total === undefined ? '' : `, ${done} of ${total} ${unit ?? ''}`
  return `${step}${counted}`.trim()
}
