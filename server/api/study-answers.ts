import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import type { KeptArchive } from '../exports/archive-cache.ts'
import { manifestText } from '../exports/manifest.ts'
import type { ExportRequest } from '../exports/snapshot.ts'
import { Refusal } from '../refusal.ts'
import { textIn } from '../studies/definition-text.ts'
import { currentDefinition } from '../studies/lifecycle.ts'
import { countSimulated, type SimulatedCount } from '../studies/simulated.ts'
import { sendFile, sendJson } from './send-answer.ts'

/** A study as the list has it. */
export const listedStudies = z.object({
  studies: z.array(
    z.object({
      slug: z.string().describe('Short name, as in addresses.'),
      title: z.string(),
      state: z.enum(['live', 'closing', 'closed', 'archived']),
      version: z.string().describe('The newest published version, such as 1 or 1.2.'),
      sha256: z.string().describe('SHA-256 of that version’s definition.'),
      simulated: z
        .enum(['none', 'some', 'all'])
        .describe('Whether respondents were made up by the program: then no number says anything.'),
      manifest: z.url().describe('Address of its manifest, which names every file.'),
      long: z.url().describe('Address of its long file: one row a planned pair.'),
    }),
  ),
})

/** Answers with the studies that are published; drafts have no answers. */
export function sendStudies(context: Context, request: Request, response: Response): void {
  const published = context.queries.studies.list.all().flatMap((study) => {
    const newest = publishedVersion(context, study)
    if (!newest) return []
    const definition = currentDefinition(context, study)
    const address = `${context.config.baseUrl}/api/studies/${study.slug}`
    return {
      slug: study.slug,
      title: textIn(definition.title, 'en', definition),
      state: study.state,
      version: newest.minor === 0 ? `${newest.number}` : `${newest.number}.${newest.minor}`,
      sha256: newest.sha256,
      simulated: shareSimulated(countSimulated(context, study.id)),
      manifest: `${address}/manifest.json`,
      long: `${address}/long.csv`,
    }
  })
  sendJson(request, response, { studies: published })
}

function shareSimulated(count: SimulatedCount | undefined): 'none' | 'some' | 'all' {
  if (!count) return 'none'
  return count.simulated === count.of ? 'all' : 'some'
}

/** Answers with one file of a study as the data are now. */
export async function sendStudyFile(
  open: (request: ExportRequest) => Promise<KeptArchive>,
  context: Context,
  asked: { slug: string; file: string } & Pick<ExportRequest, 'include' | 'flavour'>,
  request: Request,
  response: Response,
): Promise<void> {
  const { slug, include, flavour } = asked
  const study = context.queries.studies.findBySlug.get(slug)
  if (!study || !publishedVersion(context, study))
    throw new Refusal('not_found', `There is no published study "${slug}".`)
  const { folder, manifest } = await open({ slug, include, flavour, mode: 'live' })
  const name = asked.file === 'long.csv' ? 'judgements.csv' : asked.file
  const saveAs = `${slug}-${asked.file.replaceAll('/', '-')}`
  const isManifest = name === 'manifest.json'
  const known = manifest.files.find((file) => file.name === name && name.endsWith('.csv'))
  if (!known && !isManifest)
    throw new Refusal('not_found', `This study has no file "${asked.file}"; manifest.json names them all.`)
  const sha256 = known?.sha256 ?? createHash('sha256').update(manifestText(manifest)).digest('hex')
  const type = isManifest ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8'
  await sendFile(request, response, join(folder, name), { type, sha256, saveAs })
}

function publishedVersion(context: Context, study: StudyRow) {
  const newest = context.queries.studies.findNewestVersion.get(study.id)
  return newest && newest.number > 0 ? newest : undefined
}
