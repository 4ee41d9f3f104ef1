import type { Context } from '../context.ts'
import { toFigure } from '../figures/figure.ts'
import { assetUrl } from '../http/assets.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import type { Block, ReportDocument } from './document.ts'
import { openReport } from './open-report.ts'
import type { OnPaper, ReportPage, ShownReport } from './pages.ts'

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
    blocks: blocks.map((block, index) =>
      block.kind === 'picture'
        ? {
            kind: 'picture',
            number: block.number,
            figure: toFigure(block.picture, `${base}/report/${block.picture.name}`),
            onPaper: onPaper(blocks, index),
          }
        : block,
    ),
  }
}

/** Drawings higher than this, in pixels, would not leave a page room for a second row of them. */
const mostForHalf = 640
/** Wide drawings higher than this take the whole of a page. */
const mostForAcross = 620

/** Pictures that follow one another stand two by two on paper; a last one without a neighbour stands across. */
function onPaper(blocks: readonly Block[], index: number): OnPaper {
  const block = blocks[index]
  if (block?.kind === 'picture' && heightOf(block.picture.svg) > mostForAcross) return 'tall'
  if (!isLow(blocks[index])) return 'across'
  let first = index
  while (isLow(blocks[first - 1])) first--
  const isLeft = (index - first) % 2 === 0
  return isLeft && !isLow(blocks[index + 1]) ? 'across' : 'half'
}

function isLow(block: Block | undefined): boolean {
  return (
    block?.kind === 'picture' &&
    heightOf(block.picture.narrowSvg) <= mostForHalf &&
    heightOf(block.picture.svg) <= mostForAcross
  )
}

function heightOf(svg: string): number {
  return Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1])
}
