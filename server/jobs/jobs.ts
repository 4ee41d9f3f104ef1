import { randomBytes } from 'node:crypto'
import type { Act } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import type { StudyTab } from '../http/study-tabs.ts'
import { Refusal } from '../refusal.ts'

/** How far a job came: the step in a person's words, and what is counted in it, where something is. */
export interface Progress {
  step: string
  done?: number
  /** undefined where nobody knows */
  total?: number
  /** what is counted, such as `rows` */
  unit?: string
}

export type Report = (progress: Progress) => void

/** What somebody asks for that takes longer than a page may. */
export interface JobOrder {
  /** Two orders with the same key are the same: the second one joins the first while that is under way. */
  key: string
  /** short name of the study it belongs to; jobs of one study run one after the other */
  slug?: string
  /** what is being done, as a heading: `Making the files` */
  title: string
  /** what exactly, as a line below it: `Completed, for Excel` */
  details: string
  /** who asked, by address */
  by: string
  /** what a person must be allowed to do to see it */
  act: Act
  /** the section of the study's pages it belongs to */
  tab?: StudyTab
  /** the page it was asked for on */
  back: { href: string; label: string }
  /** Does the work, in a worker where it is long; returns the address of the page that shows what was made. */
  run: (report: Report) => Promise<string>
}

export interface Job extends Omit<JobOrder, 'run'> {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  progress: Progress
  askedAt: number
  endedAt: number | undefined
  /** where what was made is shown, once it is done */
  result: string | undefined
  /** why it failed, for a person */
  sentence: string | undefined
}

/** The jobs of this process; a restart forgets them, and what they had not finished leaves no trace. */
export interface Jobs {
  byId: Map<string, Job>
  waiting: { job: Job; run: JobOrder['run'] }[]
  running: Map<Job, Promise<void>>
}

/** Two processors are common: more at once would only make each slower, and answers go first. */
const mostAtOnce = 2
/** So much of one person's work may be under way or wait: behind a hundred simulations nobody would get a dataset. */
const mostOfOnePerson = 10
/** A job that ended is told about for a day. */
const keptMs = 86_400_000

const faultSentence =
  'This was our fault, not yours. Nothing half made was kept, and the log says more. Start it again.'

/** Who asks for what nobody asked for: what pages need, begun once for everybody. */
export const theProgram = 'the program'

/** Returns an empty list of jobs, for a context. */
export function noJobs(): Jobs {
  return { byId: new Map(), waiting: [], running: new Map() }
}

/**
 * Starts a job, or returns the same one where it is under way already. It survives whoever asked for it. Refuses where
 * one person has asked for very much already.
 */
export function startJob(context: Context, { run, ...order }: JobOrder): Job {
  const { jobs } = context
  forgetOld(context)
  for (const job of jobs.byId.values()) if (job.key === order.key && isUnderWay(job)) return job
  refuseTooMany(context, order.by)
  const job: Job = {
    ...order,
    id: randomBytes(8).toString('hex'),
    state: 'waiting',
    progress: { step: 'Waits until other work is done' },
    askedAt: context.now(),
    endedAt: undefined,
    result: undefined,
    sentence: undefined,
  }
  jobs.byId.set(job.id, job)
  jobs.waiting.push({ job, run })
  beginWhatMay(context)
  return job
}

function refuseTooMany(context: Context, by: string): void {
  if (mayAsk(context, by)) return
  throw new Refusal(
    'too_many',
    `${mostOfOnePerson} pieces of work that you asked for are not done yet. Wait until the first of them are done, then ask again.`,
  )
}

/** Tells whether somebody may ask for one more job; the program itself always may. */
export function mayAsk({ jobs }: Context, by: string): boolean {
  if (by === theProgram) return true
  return [...jobs.byId.values()].filter((job) => job.by === by && isUnderWay(job)).length < mostOfOnePerson
}

/** Tells whether a job has not ended yet. */
export function isUnderWay({ state }: Job): boolean {
  return state === 'waiting' || state === 'running'
}

/** Returns the address of a job's page. */
export function jobPath({ id, slug }: Job): string {
  return slug === undefined ? `/jobs/${id}` : `/studies/${slug}/jobs/${id}`
}

/** Returns the jobs of a study that are under way or ended within a day, the newest first. */
export function jobsOfStudy(context: Context, slug: string): Job[] {
  forgetOld(context)
  return [...context.jobs.byId.values()].filter((job) => job.slug === slug).reverse()
}

/** Settles when no job is under way. */
export async function allJobsEnded({ jobs }: Context): Promise<void> {
  while (jobs.running.size > 0) await Promise.all(jobs.running.values())
}

function beginWhatMay(context: Context): void {
  const { jobs } = context
  for (const entry of [...jobs.waiting]) {
    const running = [...jobs.running.keys()]
    if (running.length >= mostAtOnce) return
    const { slug } = entry.job
    if (slug !== undefined && running.some((job) => job.slug === slug)) continue
    jobs.waiting.splice(jobs.waiting.indexOf(entry), 1)
    jobs.running.set(entry.job, carryOut(context, entry.job, entry.run))
  }
}

async function carryOut(context: Context, job: Job, run: JobOrder['run']): Promise<void> {
  job.state = 'running'
  job.progress = { step: 'Begins' }
  try {
    // The page that shows the job goes out first.
    await new Promise((resolve) => setImmediate(resolve))
    job.result = await run((progress) => {
      job.progress = progress
    })
    job.state = 'done'
  } catch (error) {
    job.sentence = error instanceof Refusal ? error.message : faultSentence
    job.state = 'failed'
    if (!(error instanceof Refusal)) context.log.error({ err: error, job: job.title }, 'a job failed')
  }
  job.endedAt = context.now()
  context.jobs.running.delete(job)
  beginWhatMay(context)
}

function forgetOld(context: Context): void {
  const before = context.now() - keptMs
  for (const [id, { endedAt }] of context.jobs.byId)
    if (endedAt !== undefined && endedAt < before) context.jobs.byId.delete(id)
}
