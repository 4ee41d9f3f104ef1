import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { jobPath } from '../jobs/jobs.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { openStudy } from '../studies/study-visit.ts'
import { dataPage } from './data-page.ts'
import { startDataset } from './dataset-job.ts'
import { deleteDataset, requireDatasetFile } from './datasets.ts'
import { listOwnWords, ownWordsCsv } from './own-words.ts'
import { ownWordsPage } from './own-words-page.ts'

const exportForm = z.strictObject({
  include: z.enum(['completed', 'started']),
  flavour: z.enum(['script', 'excel']),
  // Test answers only where somebody chose them.
  mode: z.enum(['live', 'test']).default('live'),
  decisions: z.enum(['applied', 'off']).default('applied'),
})

const types: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.R': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.sps': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.vtt': 'text/vtt; charset=utf-8',
}

/** The data of a study: its page, making files, downloading them. */
export function dataRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/data',
      act: 'read',
      handle: (request, response) => {
        const study = requireStudy(context, pathPart(request, 'slug'))
        const page = dataPage(context, requirePerson(response), study, queryText(request, 'done'))
        render(response, 'exports/data', page)
      },
    },
    {
      method: 'post',
      path: '/studies/:slug/data',
      act: 'export',
      handle: (request, response) => makeFiles(context, request, response),
    },
    {
      method: 'get',
      path: '/studies/:slug/data/own-words',
      act: 'steer',
      handle: (request, response) =>
        render(response, 'exports/own-words', ownWordsPage(context, openStudy(context, request, response))),
    },
    {
      method: 'post',
      path: '/studies/:slug/data/own-words',
      act: 'steer',
      handle: (request, response) => sendOwnWords(context, request, response),
    },
    {
      method: 'post',
      path: '/studies/:slug/data/:dataset/delete',
      act: 'protect',
      handle: (request, response) => removeDataset(context, request, response),
    },
    {
      method: 'get',
      path: '/studies/:slug/data/:dataset/*file',
      act: 'export',
      handle: (request, response) => sendFile(context, request, response),
    },
  ]
}

function makeFiles(context: Context, request: Request, response: Response): void {
  const slug = pathPart(request, 'slug')
  const form = readForm(exportForm, request.body)
  const job = startDataset(context, { slug, ...form }, requirePerson(response).email)
  response.redirect(303, jobPath(job))
}

/** Sends own-words.csv. A POST, because who took the words out of the house is written down. */
function sendOwnWords(context: Context, request: Request, response: Response): void {
  readForm(z.strictObject({}), request.body)
  const { study, person } = openStudy(context, request, response)
  const words = listOwnWords(context, study.slug)
  context.transaction(() => {
    logEvent(context, person.email, 'own words downloaded', study.id, { answers: words.length })
  })
  response.attachment(`${study.slug}-own-words.csv`)
  response.setHeader('Cache-Control', 'private, no-store')
  response.type('text/csv; charset=utf-8').send(ownWordsCsv(words))
}

const sureForm = z.strictObject({ sure: z.literal('yes').optional() })

async function removeDataset(context: Context, request: Request, response: Response): Promise<void> {
  const { study, person, base } = openStudy(context, request, response)
  const { sure } = readForm(sureForm, request.body)
  if (sure === undefined)
    throw new Refusal('invalid', 'Nothing was deleted. Tick that you are sure, then delete the dataset.')
  await deleteDataset(context, study.slug, Number(pathPart(request, 'dataset')), person.email)
  response.redirect(303, `${base}/data?done=dataset-deleted`)
}

function sendFile(context: Context, request: Request, response: Response): void {
  const study = requireStudy(context, pathPart(request, 'slug'))
  const id = pathPart(request, 'dataset')
  const parts: unknown = request.params.file
  if (!/^\d{1,15}$/.test(id) || !Array.isArray(parts))
    throw new Refusal('not_found', 'There is no such dataset.')
  const name = parts.join('/')
  const { path } = requireDatasetFile(context, study.id, Number(id), name)
  if (!existsSync(path))
    throw new Refusal('gone', 'The files of this dataset are no longer on this server. Make them again.')
  // The folder is part of the name: wide/work_effort.csv becomes endo-3-wide-work_effort.csv.
  response.download(path, `${study.slug}-${id}-${name.replaceAll('/', '-')}`, {
    // The data folder may lie under a folder whose name begins with a dot.
    dotfiles: 'allow',
    cacheControl: false,
    headers: { 'Content-Type': types[extname(name)]!, 'Cache-Control': 'private, no-cache' },
  })
}
