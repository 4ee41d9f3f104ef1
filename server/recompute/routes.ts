import type { Request, Response } from 'express'
import { requirePictureKind } from '../figures/picture-kinds.ts'
import { sendPicture } from '../figures/send-picture.ts'
import { fieldProblems, type Problem, refusedProblems } from '../http/problems.ts'
import { readUpload, type UploadLimit } from '../http/read-upload.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { requireExample, requireTableExample, type TableExample } from './examples.ts'
import { choiceForm, choiceTexts } from './read-choice.ts'
import { type RecomputeChoice, type Recomputed, recompute } from './recompute.ts'
import { averagePage, examplePage, ownTablePage, type Sent, startPage } from './recompute-page.ts'
import { requireRecomputePicture } from './recompute-pictures.ts'

/** A thousand rows are about 60 KB. The text is read at one go, and nobody is answered meanwhile. */
const limit: UploadLimit = {
  bytes: 256 * 1024,
  sentence:
    'The table is larger than 256 KB. A published table has a row for each comparator and a few columns.',
}

/** Recomputing published tables: nothing is stored, an answer is a function of what was sent. */
export function recomputeRoutes(): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/recompute',
      act: 'read',
      handle: (_request, response) =>
        render(response, 'recompute/recompute', startPage(requirePerson(response))),
    },
    { method: 'post', path: '/recompute', act: 'read', handle: showOwnTable },
    { method: 'post', path: '/recompute/files', act: 'read', handle: sendOwnFile },
    { method: 'get', path: '/recompute/examples/:name', act: 'read', handle: showExample },
    { method: 'get', path: '/recompute/examples/:name/:picture.:kind', act: 'read', handle: sendExampleFile },
  ]
}

function showExample(request: Request, response: Response): void {
  const person = requirePerson(response)
  const example = requireExample(pathPart(request, 'name'))
  if (example.kind === 'average') render(response, 'recompute/average', averagePage(person, example))
  else render(response, 'recompute/recompute', examplePage(person, example, choiceOf(request, example)))
}

async function sendExampleFile(request: Request, response: Response): Promise<void> {
  const example = requireTableExample(pathPart(request, 'name'))
  const kind = requirePictureKind(pathPart(request, 'kind'))
  const found = recompute(example.table, choiceOf(request, example))
  const picture = requireRecomputePicture(found, pathPart(request, 'picture'))
  await sendPicture(request, response, picture, { kind, saveAs: `${example.name}-${picture.name}` })
}

/** An address may say how the table is read; what it does not say is as published. */
function choiceOf(request: Request, { choice }: TableExample): RecomputeChoice {
  const given = {
    at: queryText(request, 'at'),
    error: queryText(request, 'error'),
    rule: queryText(request, 'rule'),
  }
  const read = choiceForm.safeParse({
    ...choiceTexts(choice),
    ...Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined)),
  })
  if (read.success) return read.data
  throw new Refusal('bad_request', read.error.issues.map((issue) => issue.message).join(' '))
}

async function showOwnTable(request: Request, response: Response): Promise<void> {
  const person = requirePerson(response)
  const { sent, found } = await readOwnTable(request)
  const isWrong = 'problems' in found
  render(response, 'recompute/recompute', ownTablePage(person, sent, found), isWrong ? 422 : 200)
}

async function sendOwnFile(request: Request, response: Response): Promise<void> {
  const { found, fields } = await readOwnTable(request)
  if ('problems' in found)
    throw new Refusal(
      'invalid',
      'The table must be corrected first.',
      found.problems.map(({ message }) => message),
    )
  const [name, kind] = textOf(fields.file).split('.')
  const picture = requireRecomputePicture(found, name ?? '')
  await sendPicture(request, response, picture, {
    kind: requirePictureKind(kind ?? ''),
    saveAs: picture.name,
  })
}

type Read = { sent: Sent; found: Recomputed | { problems: Problem[] }; fields: Record<string, unknown> }

/** Reads the form; a file, where one was chosen, stands for what was pasted. */
async function readOwnTable(request: Request): Promise<Read> {
  const { fields, file } = await readUpload(request, limit)
  const table = file === undefined ? textOf(fields.table) : decode(file)
  const choice = {
    target: textOf(fields.target),
    at: textOf(fields.at),
    error: textOf(fields.error),
    rule: fields.rule === 'on' ? 'on' : 'off',
  }
  const sent = { table, choice }
  const read = choiceForm.safeParse(choice)
  const wrong = read.success ? [] : fieldProblems(read.error)
  if (!read.success) return { sent, found: { problems: wrong }, fields }
  try {
    return { sent, found: recompute(table, read.data), fields }
  } catch (error) {
    return { sent, found: { problems: refusedProblems(error, 'table') }, fields }
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function decode(file: Buffer): string {
  return new TextDecoder('utf-8').decode(file)
}
