import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetRow } from '../../db/queries/datasets.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { programVersion } from '../program-version.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson, sha256 } from '../studies/canonical-json.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { bundleName } from './build-bundle.ts'
import { buildInProcess } from './build-in-process.ts'
import { schemaVersion } from './column.ts'
import { removeLeftOvers, unrecordedName } from './left-over.ts'
import { type Manifest, manifestText } from './manifest.ts'
import { noRoomRefusal } from './no-room.ts'
import type { ExportRequest } from './snapshot.ts'

/** A dataset with its manifest read. */
export interface Dataset extends Omit<DatasetRow, 'manifest' | 'filters'> {
  manifest: Manifest
}

/**
 * Builds a dataset beside the web process, records it and returns it. Its files are offered only when every byte is
 * on disk and the record is committed; when anything fails, nothing remains that could be taken for a dataset.
 */
export async function makeDataset(
  context: Context,
  request: ExportRequest,
  actor: string,
  report?: Report,
): Promise<Dataset> {
  const study = requireStudy(context, request.slug)
  const folder = datasetsFolder(context)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const aside = newAside(context)
  // Nothing about the estimate is offered on a page while answers come in; the plan was made without knowing it.
  const blind = study.state === 'live' || study.state === 'closing'
  const everything = { ...request, programs: true, blind }
  try {
    const manifest = await buildInProcess(context, everything, aside, {
      polite: true,
      zip: join(aside, bundleName),
      ...(report ? { report } : {}),
    })
    return await context.write(() => {
      requireStillThere(context, study)
      return recordDataset(context, study, manifest, aside, actor)
    })
  } catch (error) {
    throw noRoomRefusal(error)
  } finally {
    // Moved away by now, unless something failed. Not at once: it would hold up answers.
    await rm(aside, { recursive: true, force: true })
  }
}

/** Removes what exports left that were killed. Only for the server at its start: it holds the lock, so none begins. */
export function removeUnfinishedDatasets(context: Context): void {
  removeLeftOvers(datasetsFolder(context), /^\..*(unrecorded|unfinished)-[0-9a-f]+$/)
}

/** Returns the datasets of a study, the newest first. */
export function listDatasets(context: Context, studyId: number): Dataset[] {
  return context.queries.datasets.listOfStudy.all(studyId).map(toDataset)
}

/**
 * Deletes a dataset with its files: what was frozen is gone, that it was there stays in the log. Its number is never
 * given again. Deleting it twice is no fault. Settles when its files are gone too.
 */
export async function deleteDataset(
  context: Context,
  slug: string,
  datasetId: number,
  actor: string,
): Promise<void> {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const row = context.queries.datasets.find.get(datasetId, study.id)
    if (!row) return
    context.queries.datasets.delete.run(datasetId, study.id)
    logEvent(context, actor, 'dataset deleted', study.id, { dataset: datasetId, sha256: row.sha256 })
  })
  await removeAside(context, datasetId)
}

/**
 * Takes a dataset's files away while answers are saved: a disk may need a second to forget a gigabyte. They get a name
 * first that the next start removes, should this process end before they are gone.
 */
async function removeAside(context: Context, datasetId: number): Promise<void> {
  const place = join(datasetsFolder(context), String(datasetId))
  if (!existsSync(place)) return
  const aside = newAside(context)
  renameSync(place, aside)
  await rm(aside, { recursive: true, force: true })
}

/** Returns where files lie that belong to no record. */
function newAside(context: Context): string {
  return join(datasetsFolder(context), unrecordedName())
}

/** Returns where a file of a dataset lies; only names in its manifest are known. */
export function requireDatasetFile(
  context: Context,
  studyId: number,
  datasetId: number,
  name: string,
): { path: string; dataset: Dataset } {
  const row = context.queries.datasets.find.get(datasetId, studyId)
  if (!row) throw new Refusal('not_found', 'There is no such dataset.')
  const dataset = toDataset(row)
  const known =
    name === 'manifest.json' ||
    name === bundleName ||
    dataset.manifest.files.some((file) => file.name === name)
  if (!known) throw new Refusal('not_found', 'This dataset has no such file.')
  return { path: join(datasetsFolder(context), String(datasetId), name), dataset }
}

/** Returns how large the zip file of a dataset is; undefined where it has none, as datasets of older versions. */
export function bundleSize(context: Context, datasetId: number): number | undefined {
  const place = join(datasetsFolder(context), String(datasetId), bundleName)
  return statSync(place, { throwIfNoEntry: false })?.size
}

function requireStillThere(context: Context, { id, slug }: StudyRow): void {
  if (context.queries.studies.findBySlug.get(slug)?.id === id) return
  throw new Refusal('gone', 'The study was deleted while its files were being made, so nothing was kept.')
}

function recordDataset(
  context: Context,
  study: StudyRow,
  manifest: Manifest,
  aside: string,
  actor: string,
): Dataset {
  const { datasets } = context.queries
  const hash = sha256(manifestText(manifest))
  const made = datasets.insert.run({
    study_id: study.id,
    name: `${study.slug}, ${manifest.filters.include}`,
    filters: canonicalJson(manifest.filters),
    manifest: JSON.stringify(manifest),
    sha256: hash,
    schema_version: schemaVersion,
    program_version: programVersion,
    made_at: context.now(),
    made_by: actor,
  })
  const id = Number(made.lastInsertRowid)
  const place = join(datasetsFolder(context), String(id))
  // Left over from a process that ended between moving the folder and its commit: no dataset has this number.
  rmSync(place, { recursive: true, force: true })
  renameSync(aside, place)
  logEvent(context, actor, 'dataset made', study.id, { dataset: id, sha256: hash, ...manifest.filters })
  return toDataset(datasets.find.get(id, study.id)!)
}

function datasetsFolder(context: Context): string {
  return join(context.config.dataFolder, 'datasets')
}

function toDataset({ manifest, filters: _, ...row }: DatasetRow): Dataset {
  return { ...row, manifest: JSON.parse(manifest) as Manifest }
}
