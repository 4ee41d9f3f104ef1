import type { Context } from '../context.ts'
import { toFigure } from '../figures/figure.ts'
import { assetUrl } from '../http/assets.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import type { ReportDocument } from './document.ts'
import { openReport } from './open-report.ts'
import type { ReportPage, ShownReport } from './pages.ts'

/** How often the page looks again while something is computed. */
const refreshSeconds = 3

/** Returns the report as a page made for paper; before the study has closed it says only that. */
export function reportPage(context: Context, visit: StudyVisit): ReportPage {
  const { base } = visit
  const shell = studyShell({ ...visit, title: 'Report', tab: 'Report' })
  const opened = openReport(context, visit)
  const page: ReportPage = {
    ...shell,
    css: [...shell.css, assetUrl('css/report.css')],
    why: opened.state === 'blind' ? opened.sentence : undefined,
    job: opened.state === 'under-way' ? { href: opened.href, step: opened.sentence } : undefined,
    report: undefined,
    markdown: `${base}/report.md`,
  }
  if (opened.state === 'under-way') return { ...page, refreshSeconds, scripts: [assetUrl('js/job.js')] }
  if (opened.state !== 'written') return page
  // The report says it itself, so that it stands on paper too.
  return { ...page, simulated: undefined, report: toShown(opened.report, base) }
}

function toShown(
  { simulated, title, subtitle, front, blocks, notice }: ReportDocument,
  base: string,
): ShownReport {
  return {
    simulated,
    title,
    subtitle,
    front,
    notice,
    contents: blocks.flatMap((block) =>
      block.kind === 'heading' ? [{ id: block.id, text: block.text }] : [],
    ),
    blocks: blocks.map((block) =>
      block.kind === 'picture'
        ? {
            kind: 'picture',
            number: block.number,
            figure: toFigure(block.picture, `${base}/report/${block.picture.name}`),
          }
        : block,
    ),
  }
}
