import { Option } from 'commander'
import type { Context } from '../context.ts'
import type { Manifest } from '../exports/manifest.ts'
import { mostMediaBytes } from '../exports/media-files.ts'
import { asPlanned } from '../exports/programs/run-of-files.ts'
import type { ExportRequest } from '../exports/snapshot.ts'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'

/** What `export` and `bundle` are asked for. */
export interface FilesChoice extends Pick<ExportRequest, 'include' | 'mode' | 'flavour' | 'media'> {
  asPlanned?: boolean | undefined
}

/** Returns the request of a command; as planned, it takes whom the frozen plan takes and applies no later decision. */
export function filesRequest(
  context: Context,
  slug: string,
  { include, mode, flavour, media, asPlanned: planned }: FilesChoice,
): ExportRequest {
  const request = { slug, include, mode, flavour, ...(media ? { media } : {}) }
  return planned
    ? { ...request, ...asPlanned(currentDefinition(context, requireStudy(context, slug))) }
    : request
}

/** Returns the option that says whether pictures and videos go into the files. */
export function mediaOption(): Option {
  return new Option(
    '--media <which>',
    `pictures and videos that surgeons saw: all or none; by default all, but no videos where they are together more than ${mostMediaBytes / 1e6} MB`,
  ).choices(['all', 'none'])
}

/** Returns which versions of the study and which analysis files hold, a line each where there is more than one. */
export function manifestLines(manifest: Manifest): string {
  const { analysis, filters, study_versions } = manifest
  const versions = study_versions
    ? `Versions of the study, and respondents: ${study_versions.map(({ version, respondents }) => `${version}, ${respondents}`).join('; ')}.\n`
    : ''
  if (!analysis || (analysis.kind === 'planned' && filters.decisions !== 'off')) return versions
  return versions + runLine(analysis.differences, analysis.respondents)
}

/** Returns whether an analysis is the planned one and how many it analyses, in one line. */
export function runLine(differences: readonly string[], respondents: number): string {
  const kind = differences.length === 0 ? 'Planned' : 'Exploratory'
  return `${[`${kind} analysis of ${respondents} respondents.`, ...differences].join(' ')}\n`
}
