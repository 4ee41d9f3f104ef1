import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { isUnderWay, type Job, jobsOfStudy, startJob, theProgram } from '../jobs/jobs.ts'
import { programVersion } from '../program-version.ts'
import { computePack } from './compute-pack.ts'
import type { TargetSensitivity } from './pack.ts'

/** The analyses of a study, or how far they are. */
export type PackState =
  | { state: 'ready'; targets: TargetSensitivity[]; madeAt: number }
  | { state: 'under-way'; job: Job }
  | { state: 'failed'; job: Job }

/**
 * Returns a closed study's sensitivity analyses. They are kept for the same answers, plan and engine; where none fit, a
 * job that computes them is started or joined. One that failed is not started again by itself: `startPack` does it.
 */
export function packOf(context: Context, study: StudyRow): PackState {
  const kept = keptPack(context, study)
  if (kept) return { state: 'ready', ...kept }
  const key = jobKey(context, study)
  const last = jobsOfStudy(context, study.slug).find((job) => job.key === key)
  if (last?.state === 'failed') return { state: 'failed', job: last }
  return { state: 'under-way', job: last && isUnderWay(last) ? last : startPack(context, study) }
}

/** Returns the analyses that were computed from the answers as they are, by this program; undefined while there are none. */
export function keptPack(
  context: Context,
  study: StudyRow,
): { targets: TargetSensitivity[]; madeAt: number } | undefined {
  const kept = context.queries.sensitivity.find.get(study.id)
  if (kept?.key !== keyOf(context, study)) return undefined
  return { targets: JSON.parse(kept.pack) as TargetSensitivity[], madeAt: kept.made_at }
}

/** Starts the computation, or joins the one under way. Kept is only what fits the data it was computed from. */
export function startPack(context: Context, study: StudyRow): Job {
  const { slug, id } = study
  const href = `/studies/${slug}/sensitivity`
  return startJob(context, {
    key: jobKey(context, study),
    slug,
    title: 'Trying other analyses',
    details: 'Models, ties, estimators, groups of respondents, comparators left out one by one',
    by: theProgram,
    act: 'read',
    back: { href, label: 'To the sensitivity analyses' },
    run: async (report) => {
      const key = keyOf(context, study)
      const targets = await computePack(context, slug, report)
      await context.write(() =>
        context.queries.sensitivity.save.run(id, key, JSON.stringify(targets), context.now()),
      )
      return href
    },
  })
}

/** Starts what is missing for studies that were closed, so that it is there when somebody looks. */
export function startMissingPacks(context: Context): void {
  for (const study of context.queries.studies.list.all()) {
    const isDone = context.queries.sensitivity.findKey.get(study.id) === keyOf(context, study)
    if (study.state === 'closed' && !isDone) packOf(context, study)
  }
}

function jobKey(context: Context, study: StudyRow): string {
  return `sensitivity ${study.slug} ${keyOf(context, study)}`
}

/** Counts up when the form of what is kept changes, or what is computed, so that older ones are computed again. */
const packForm = 3

/** What the analyses follow from: the state of the answers, the frozen plan, and this program. */
function keyOf(context: Context, study: StudyRow): string {
  const state = context.queries.exports.dataState.get(study.id) ?? 0
  const version = context.queries.studies.findNewestVersion.get(study.id)
  return [state, version?.plan_sha256, version?.sha256, programVersion, packForm].join(' ')
}
