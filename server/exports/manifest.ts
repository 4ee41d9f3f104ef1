import { programVersion } from '../program-version.ts'
import { schemaVersion } from './column.ts'
import type { FilesRun } from './programs/run-of-files.ts'
import { countSimulatedIn, type Snapshot } from './snapshot.ts'
import type { FileFacts } from './table-file.ts'

/** What an archive holds; the same data always give the same manifest. */
export interface Manifest {
  schema_version: number
  program: 'comparand'
  program_version: string
  study: string
  study_version: string
  /** SHA-256 of instrument/definition-<version>.json */
  study_sha256: string
  plan_sha256: string
  /**
   * every published version, `study_version` last, and how many of the included respondents answered each; absent where
   * there is one only, and in older datasets
   */
  study_versions?: { version: string; sha256: string; respondents: number }[]
  filters: {
    include: 'completed' | 'started'
    mode: 'live' | 'test'
    flavour: 'script' | 'excel'
    /** whether decisions recorded after the plan leave anybody or anything out; absent in older datasets: applied */
    decisions?: 'applied' | 'off'
  }
  /** which analysis the files for programs and the script are made for; absent in older datasets */
  analysis?: {
    kind: 'planned' | 'exploratory'
    /** from the frozen plan, a sentence each */
    differences: string[]
    /** respondents it analyses */
    respondents: number
    /** of r/answers.csv, in a study with rating items followed by r/ratings.csv, as pages print it; null without them */
    data_sha256: string | null
  }
  /** simulated: of the included ones; absent in older datasets */
  respondents: { listed: number; included: number; simulated?: number }
  files: FileFacts[]
}

/** Returns a manifest as it is written; a dataset's SHA-256 is that of these bytes. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** Returns the manifest of an archive's files. */
export function toManifest(
  snapshot: Snapshot,
  files: FileFacts[],
  { differences, analysed }: FilesRun,
  dataSha256: string | undefined,
): Manifest {
  const { request, newest, listed, included } = snapshot
  return {
    schema_version: schemaVersion,
    program: 'comparand',
    program_version: programVersion,
    study: request.slug,
    study_version: newest.label,
    study_sha256: newest.row.sha256,
    plan_sha256: newest.row.plan_sha256,
    ...(snapshot.versions.size > 1 ? { study_versions: versionsOf(snapshot) } : {}),
    filters: {
      include: request.include,
      mode: request.mode,
      flavour: request.flavour,
      decisions: request.decisions ?? 'applied',
    },
    analysis: {
      kind: differences.length === 0 ? 'planned' : 'exploratory',
      differences,
      respondents: analysed.length,
      data_sha256: dataSha256 ?? null,
    },
    respondents: { listed: listed.length, included: included.length, simulated: countSimulatedIn(snapshot) },
    files: [...files].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Returns the versions of a snapshot, the oldest first, and how many of the included respondents answered each. */
export function versionsOf({
  versions,
  included,
}: Pick<Snapshot, 'versions' | 'included'>): NonNullable<Manifest['study_versions']> {
  return [...versions.values()].map(({ label, row }) => ({
    version: label,
    sha256: row.sha256,
    respondents: included.filter(({ version_id }) => version_id === row.id).length,
  }))
}

/** Returns which versions of the study a dataset holds, without counts, which may be small: "Study versions 1, 1.1". */
export function versionsText({ study_version, study_versions }: Manifest): string {
  if (!study_versions) return `Study version ${study_version}`
  return `Study versions ${study_versions.map(({ version }) => version).join(', ')} (its README says who saw which)`
}
