import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { findFeeCode } from '../fees/import-fee-schedule.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import type { Text } from '../studies/definition.ts'
import type { DefinitionDraft } from '../studies/definition-draft.ts'
import type { Editable } from './editable.ts'
import { openLanguages } from './languages-form.ts'
import { type PastedRow, type PasteSettings, readPastedComparators } from './paste-comparators.ts'
import { type PasteValues, pastePage } from './paste-page.ts'
import { withDraft } from './shell.ts'
import { trySaving } from './topic-form.ts'
import type { Unsaved } from './topic-page.ts'
import { numberComparators } from './topics/comparators.ts'

const pasteForm = z.strictObject({
  revision: z.string().regex(/^\d{1,9}$/),
  text: z.string().max(500_000),
  year: z.string().trim().max(10),
  source: z.string().trim().max(300),
  rule: z.union([z.literal(''), z.tuple([z.literal(''), z.literal('yes')])]),
  how: z.enum(['replace', 'append']),
  act: z.enum(['look', 'save']),
})

/** Shows the form for pasting comparators. */
export function showPaste(context: Context, request: Request, response: Response): void {
  const visit = openLanguages(context, request, response)
  const last = visit.draft.shown.comparators.at(-1)
  const how = visit.draft.shown.comparators.length === 0 ? 'append' : 'replace'
  const year = last && last.wrvuYear > 0 ? String(last.wrvuYear) : ''
  const values: PasteValues = { text: '', year, source: last?.source ?? '', rule: true, how }
  render(response, 'studio/paste', pastePage(context, visit, values))
}

/** Shows what pasted rows mean, or saves them when every row can be read. */
export function pasteFromForm(context: Context, request: Request, response: Response): void {
  const visit = openLanguages(context, request, response)
  const { act, revision, rule, ...typed } = readForm(pasteForm, request.body)
  const values: PasteValues = { ...typed, rule: rule !== '' }
  const show = (seen: Parameters<typeof pastePage>[3], status: number) =>
    render(response, 'studio/paste', pastePage(context, withDraft(context, visit), values, seen), status)
  const year = /^\d{4}$/.test(values.year) ? Number(values.year) : undefined
  if (values.year !== '' && year === undefined) {
    show({ problems: [{ field: 'year', message: 'Write the year with four digits, such as 2023' }] }, 422)
    return
  }
  const language = visit.draft.shown.languages[0]!
  const rows = readPastedComparators(values.text, { ...values, year, language, lookUp: scheduleOf(context) })
  const isWhole = rows.length > 0 && rows.every(({ comparator }) => comparator !== undefined)
  if (act === 'look' || !isWhole) {
    show({ rows }, act === 'save' ? 422 : 200)
    return
  }
  const refused = ({ conflict, problems }: Unsaved, status: number) => {
    const message = `${conflict?.message} Look at the list first; your rows are kept here.`
    show({ rows, problems: conflict ? [{ field: undefined, message }] : problems }, status)
  }
  const change = (draft: Editable) => putComparators(draft, rows, values.how)
  const part = (draft: DefinitionDraft) => draft.comparators
  if (!trySaving(context, visit, 'comparators', { form: { revision }, part, change }, refused)) return
  response.redirect(303, `${visit.base}/definition/comparators?done=saved`)
}

function scheduleOf(context: Context): PasteSettings['lookUp'] {
  return (code, year) => {
    const found = findFeeCode(context, code, year)
    return found && { wrvu: found.wrvu, indicator: found.multiple_procedure, source: found.source }
  }
}

function putComparators(draft: Editable, rows: PastedRow[], how: PasteValues['how']) {
  const before = how === 'replace' ? [] : draft.comparators
  const added = rows.map(({ comparator }) => ({ ...comparator }))
  if (before.length + added.length > 200)
    return [{ field: 'text', message: 'A study has at most 200 comparators' }]
  // A label that was translated before stays with its codes.
  for (const one of added) {
    const codes = codeKey(one)
    const old = draft.comparators.find((other) => codeKey(other) === codes)
    if (old?.label && how === 'replace') one.label = { ...old.label, ...one.label } as Text
  }
  draft.comparators = [...before, ...added]
  numberComparators(draft.comparators)
  return how === 'replace'
    ? `${added.length} comparators were pasted in place of those before`
    : `${added.length} comparators were pasted`
}

function codeKey({ codes }: { codes?: { code?: string | undefined }[] | undefined }): string {
  return (codes ?? []).map(({ code }) => code).join('+')
}
