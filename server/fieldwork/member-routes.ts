import type { Request, Response } from 'express'
import { z } from 'zod'
import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { rawForm, readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { generationForm, replaceLink, revokeLink } from './change-link.ts'
import { changeMember } from './change-member.ts'
import { erasePerson, wasErased } from './erase-person.ts'
import { memberFilter } from './member-counts.ts'
import { memberPage } from './member-page.ts'
import { importedSentences, membersPage } from './members-page.ts'
import { replaceMembers } from './replace-members.ts'

const changeForm = z.strictObject({
  email: z.string().max(300),
  name: z.string().max(300),
  language: z.string().max(10),
})
const eraseForm = z.strictObject({
  what: z.enum(['identity', 'answers']),
  typed: z.string().trim().max(20),
  key: z.string().max(64).optional(),
})
const findForm = z.strictObject({ word: z.string().trim().max(200) })
const replaceForm = z.strictObject({
  last_wave: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .optional(),
})

/** The list of members, one member, and the reserve. */
export function memberRoutes(context: Context): StaffRoute[] {
  const route = (method: 'get' | 'post', path: string, handle: StaffRoute['handle']): StaffRoute => ({
    method,
    path: `/studies/:slug/members${path}`,
    act: 'identities',
    handle,
  })
  return [
    route('get', '', (request, response) => showMembers(context, request, response)),
    route('post', '/find', (request, response) => {
      const visit = openStudy(context, request, response)
      const { word } = readForm(findForm, request.body)
      render(response, 'fieldwork/members', membersPage(context, visit, { wanted: { word } }))
    }),
    route('post', '/replace-gone', (request, response) => {
      const { study, person, base } = openStudy(context, request, response)
      const { last_wave: last } = readForm(replaceForm, request.body)
      const { added } = replaceMembers(context, study.slug, person.society, person.email, last)
      response.redirect(303, `${base}/members?added=${added}`)
    }),
    route('get', '/:id', (request, response) => {
      const { visit, member } = openMember(context, request, response)
      render(response, 'fieldwork/member', memberPage(context, visit, member))
    }),
    route('post', '/:id', (request, response) => correct(context, request, response)),
    route('post', '/:id/erase', (request, response) => erase(context, request, response)),
    changeRoute(context, 'revoke', 'link-revoked', revokeLink),
    changeRoute(context, 'replace', 'link-replaced', replaceLink),
  ]
}

function showMembers(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const page = Number(/^\d{1,6}$/.exec(queryText(request, 'page') ?? '')?.[0] ?? 1)
  const only = memberFilter(queryText(request, 'only'))
  const imported = importedSentences(request.query)
  render(response, 'fieldwork/members', membersPage(context, visit, { wanted: { page, only }, imported }))
}

function correct(context: Context, request: Request, response: Response): void {
  const { visit, member } = openMember(context, request, response)
  const values = readForm(changeForm, rawForm(request.body))
  const { study, person, base } = visit
  const given = { slug: study.slug, invitationId: member.id, onlySociety: person.society }
  try {
    changeMember(context, given, values, person.email)
  } catch (error) {
    const problems = refusedProblems(error, /name in one line/.test(String(error)) ? 'name' : 'email')
    render(response, 'fieldwork/member', memberPage(context, visit, member, { values, problems }), 422)
    return
  }
  response.redirect(303, `${base}/members/${member.id}?done=member-corrected`)
}

function erase(context: Context, request: Request, response: Response): void {
  const { what, typed, key } = readForm(eraseForm, request.body)
  const { study: of, base: here } = openStudy(context, request, response)
  const isThere = context.queries.invitations.findOfStudy.get(memberId(request), of.id) !== undefined
  // Sent twice: the first time the person was erased.
  if (!isThere && key !== undefined && wasErased(context, of, key))
    return void response.redirect(303, `${here}/members?done=erased`)
  const { visit, member } = openMember(context, request, response)
  if (typed.toLowerCase() !== 'erase') {
    const problems = [{ field: 'typed', message: 'Type the word erase to confirm.' }]
    render(response, 'fieldwork/member', memberPage(context, visit, member, { problems }), 422)
    return
  }
  const { study, person, base } = visit
  const given = { slug: study.slug, invitationId: member.id, onlySociety: person.society }
  erasePerson(context, given, what === 'answers', person.email)
  response.redirect(303, `${base}/members?done=erased`)
}

function openMember(
  context: Context,
  request: Request,
  response: Response,
): { visit: StudyVisit; member: InvitationRow } {
  const visit = openStudy(context, request, response)
  const member = context.queries.invitations.findOfStudy.get(memberId(request), visit.study.id)
  const { society } = visit.person
  if (member?.kind !== 'member' || (society !== null && member.society !== society))
    throw new Refusal('not_found', 'There is no such member.')
  return { visit, member }
}

function memberId(request: Request): number {
  const id = Number(pathPart(request, 'id'))
  if (!Number.isSafeInteger(id)) throw new Refusal('not_found', 'There is no such member.')
  return id
}

function changeRoute(context: Context, path: string, done: string, change: typeof revokeLink): StaffRoute {
  return {
    method: 'post',
    path: `/studies/:slug/members/:id/${path}`,
    act: 'identities',
    handle: (request, response) => {
      const { study, person, base } = openStudy(context, request, response)
      const invitationId = memberId(request)
      const { generation } = readForm(generationForm, request.body)
      const member = { slug: study.slug, invitationId, onlySociety: person.society }
      change(context, member, person.email, generation)
      response.redirect(303, `${base}/members/${invitationId}?done=${done}`)
    },
  }
}
