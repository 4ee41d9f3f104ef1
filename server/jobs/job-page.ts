import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { assetUrl } from '../http/assets.ts'
import { formatTime } from '../http/format.ts'
import { type StaffShell, staffShell, studyShell } from '../http/staff-shell.ts'
import type { StudyTab } from '../http/study-tabs.ts'
import { currentDefinition } from '../studies/lifecycle.ts'
import { noticeFor } from '../studies/simulated.ts'
import { isUnderWay, type Job, jobPath, type Progress } from './jobs.ts'
import type { JobPage } from './pages.ts'

/** How often a page without JavaScript looks again. */
const refreshSeconds = 3

/** Returns the page of a job that is under way or failed; one that is done has its result's page instead. */
export function jobPage(context: Context, person: PersonRow, job: Job): JobPage {
  const failed = job.state === 'failed'
  const title = failed ? `${job.title} did not succeed` : job.title
  return {
    ...shellOf(context, person, title, job),
    ...(isUnderWay(job) ? { refreshSeconds, scripts: [assetUrl('js/job.js')] } : {}),
    heading: failed ? `${job.title} did not succeed` : job.title,
    state: failed ? 'failed' : job.state === 'waiting' ? 'waiting' : 'running',
    asked: `${job.details}. Asked for by ${job.by}, ${formatTime(job.askedAt, context.config.zone, 'en')}.`,
    sentence: failed ? (job.sentence ?? '') : job.progress.step,
    bar: barOf(job.progress),
    counted: countedText(job.progress),
    self: jobPath(job),
    back: job.back,
  }
}

/** Returns the page of a job that nobody knows any more. */
export function forgottenJobPage(
  context: Context,
  person: PersonRow,
  self: string,
  slug: string | undefined,
): JobPage {
  return {
    ...shellOf(context, person, 'No longer known', { slug }),
    heading: 'This work is no longer known',
    state: 'forgotten',
    asked: undefined,
    sentence:
      'The program was restarted since it was asked for, or it ended more than a day ago. What was finished is kept and shown on its page; what was not finished was dropped, and nothing half made was left. Look there, and start it again if it is missing.',
    bar: undefined,
    counted: '',
    self,
    back:
      slug === undefined
        ? { href: '/studies', label: 'To the studies' }
        : { href: `/studies/${slug}`, label: 'To the study' },
  }
}

function shellOf(
  context: Context,
  person: PersonRow,
  title: string,
  { slug, tab }: { slug?: string | undefined; tab?: StudyTab },
): StaffShell {
  const study = slug === undefined ? undefined : context.queries.studies.findBySlug.get(slug)
  if (!study) return staffShell({ title, person })
  const definition = currentDefinition(context, study)
  const simulated = noticeFor(context, study.id, definition, person)
  return studyShell({ title, person, study, definition, now: context.now(), tab, simulated })
}

function barOf({ done, total }: Progress): JobPage['bar'] {
  if (done === undefined || total === undefined || total === 0) return undefined
  return { value: Math.min(done, total), max: total }
}

function countedText({ done, total, unit }: Progress): string {
  if (done === undefined) return ''
  const so = done.toLocaleString('en')
  const of = total === undefined ? '' : ` of ${total.toLocaleString('en')}`
  return `${so}${of}${unit === undefined ? '' : ` ${unit}`}`
}
