import type { Context } from '../context.ts'
import type { Manifest } from '../exports/manifest.ts'
import { asPlanned } from '../exports/programs/run-of-files.ts'
import type { ExportRequest } from '../exports/snapshot.ts'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'

/** What `export` and `bundle` are asked for. */
export interface FilesChoice extends Pick<ExportRequest, 'include' | 'mode' | 'flavour'> {
  asPlanned?: boolean | undefined
}

/** Returns the request of a command; as planned, it takes whom the frozen plan takes and applies no later decision. */
export function filesRequest(
  context: Context,
  slug: string,
  { include, mode, flavour, asPlanned: planned }: FilesChoice,
): ExportRequest {
  const request = { slug, include, mode, flavour }
  return planned
    ? { ...request, ...asPlanned(currentDefinition(context, requireStudy(context, slug))) }
    : request
}

/** Returns which analysis files are made for, in one line; '' where there is only the planned one. */
export function analysisLine({ analysis, filters }: Manifest): string {
  if (!analysis || (analysis.kind === 'planned' && filters.decisions !== 'off')) return ''
  return runLine(analysis.differences, analysis.respondents)
}

/** Returns whether an analysis is the planned one and how many it analyses, in one line. */
export function runLine(differences: readonly string[], respondents: number): string {
  const kind = differences.length === 0 ? 'Planned' : 'Exploratory'
  return `${[`${kind} analysis of ${respondents} respondents.`, ...differences].join(' ')}\n`
}
