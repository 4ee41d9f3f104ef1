import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { archiveCache } from '../exports/archive-cache.ts'
import { listedStudies, sendStudies, sendStudyFile } from './study-answers.ts'

/** One address of the interface: the router and the description are both made from it. */
export interface ApiRoute {
  /** as OpenAPI writes it: /studies/{slug}/{file} */
  path: string
  id: string
  summary: string
  description: string
  /** what stands in the path; anything else is no address at all */
  parts: z.ZodObject
  query: z.ZodObject
  /** the bodies of a 200, by type; undefined: text */
  answers: Record<string, z.ZodType | undefined>
  handle: (asked: never, request: Request, response: Response) => void | Promise<void>
}

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
  .describe('Short name of the study.')
const fileQuery = z.strictObject({
  include: z
    .enum(['completed', 'started'], 'Choose completed or started')
    .default('completed')
    .describe('Whose answers: who answered to the end, or everybody who started.'),
  flavour: z
    .enum(['script', 'excel'], 'Choose script or excel')
    .default('script')
    .describe(
      'script: plain UTF-8, nothing altered. excel: with a byte order mark, formula-like text disarmed.',
    ),
})
type FileQuery = z.infer<typeof fileQuery>
const listQuery = z.strictObject({})
const csvName = (example: string) =>
  z
    .string()
    .regex(/^\w[\w-]{0,99}\.csv$/)
    .describe(`Such as ${example}.`)

/** Returns every address of the interface. */
export function apiRouteTable(context: Context): ApiRoute[] {
  const open = archiveCache(context)
  return [
    {
      path: '/studies',
      id: 'listStudies',
      summary: 'The published studies',
      description: 'Drafts are left out: they have no answers.',
      parts: z.object({}),
      query: listQuery,
      answers: { 'application/json': listedStudies },
      handle: (_asked, request, response) => sendStudies(context, request, response),
    },
    {
      path: '/studies/{slug}/{file}',
      id: 'readFile',
      summary: 'One file of a study, as the data are now',
      description: `long.csv is judgements.csv: one row a planned pair. codebook.csv explains every column, manifest.json names every file with its rows and SHA-256. ${always}`,
      parts: z.object({ slug, file: csvName('long.csv').or(z.literal('manifest.json')) }),
      query: fileQuery,
      answers: { 'text/csv': undefined, 'application/json': z.looseObject({ schema_version: z.int() }) },
      handle: (asked: FileQuery & { slug: string; file: string }, request, response) =>
        sendStudyFile(open, context, asked, request, response),
    },
    {
      path: '/studies/{slug}/wide/{file}',
      id: 'readWideFile',
      summary: 'One row a respondent, a column a comparator',
      description: `The file of one construct, such as work_effort.csv; with several targets T1_work_effort.csv. ${always}`,
      parts: z.object({ slug, file: csvName('work_effort.csv') }),
      query: fileQuery,
      answers: { 'text/csv': undefined },
      handle: (asked: FileQuery & { slug: string; file: string }, request, response) =>
        sendStudyFile(open, context, { ...asked, file: `wide/${asked.file}` }, request, response),
    },
    {
      path: '/studies/{slug}/instrument/{file}',
      id: 'readInstrumentFile',
      summary: 'What surgeons saw of each picture and video',
      description: `media.csv, in a study that shows some: with which item, and in which words in each language. The pictures themselves are in the bundle of the Data page. ${always}`,
      parts: z.object({ slug, file: csvName('media.csv') }),
      query: fileQuery,
      answers: { 'text/csv': undefined },
      handle: (asked: FileQuery & { slug: string; file: string }, request, response) =>
        sendStudyFile(open, context, { ...asked, file: `instrument/${asked.file}` }, request, response),
    },
  ]
}

const always =
  'The files are those of the Data page: pseudonyms, no free text, small cells withheld, nobody who withdrew.'
