import type { Context } from '../context.ts'
import { type Job, startJob } from '../jobs/jobs.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { makeDataset } from './datasets.ts'
import { type ExportRequest, requireVersions } from './snapshot.ts'

/** Begins to make a dataset, or joins who makes the same one just now; refuses what can be refused at once. */
export function startDataset(context: Context, request: ExportRequest, actor: string): Job {
  const { slug, include, mode, flavour, decisions = 'applied' } = request
  requireVersions(context, request)
  const href = `/studies/${slug}/data`
  return startJob(context, {
    // Another state of the data is another dataset: a decision taken meanwhile must be in it.
    key: ['dataset', slug, include, mode, flavour, decisions, stateOf(context, slug)].join(' '),
    slug,
    title: 'Making the files',
    details: choiceText(request),
    by: actor,
    act: 'export',
    tab: 'Data',
    back: { href, label: 'To the data' },
    run: async (report) => {
      await makeDataset(context, request, actor, report)
      return `${href}?done=dataset-made`
    },
  })
}

/** Returns what was chosen for a dataset, as its name in lists. */
export function choiceText({
  include,
  mode,
  flavour,
  decisions,
}: Pick<ExportRequest, 'include' | 'mode' | 'flavour' | 'decisions'>): string {
  const who = include === 'completed' ? 'Completed' : 'All who started'
  const test = mode === 'test' ? ', test answers only' : ''
  const kept = decisions === 'off' ? ', decisions made after the plan not applied' : ''
  return `${who}${test}${kept}, for ${flavour === 'excel' ? 'Excel' : 'scripts and statistics programs'}`
}

function stateOf(context: Context, slug: string): number {
  return context.queries.exports.dataState.get(requireStudy(context, slug).id) ?? 0
}
