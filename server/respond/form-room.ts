import express, { type RequestHandler } from 'express'
import type { Context } from '../context.ts'
import { linkKey, readLinkToken } from '../fieldwork/links.ts'
import { Refusal } from '../refusal.ts'
import { questionPages } from '../studies/definition-questions.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import { longestComment } from './comment-routes.ts'
import { requireLink } from './open-link.ts'
import { bareToken } from './page-flow.ts'
import { longest } from './question-form.ts'
import { SurveyRefusal } from './survey-refusal.ts'

/** Bytes of a form without texts in own words: an answer, an address, and what every page carries along. */
const plainRoom = 4096
/** A letter of Korean is three bytes, and a form writes each as `%EA`; what counts as two letters is twelve. */
const bytesPerLetter = 9
/** Letters a number may be written with. */
const longestNumber = 20

/**
 * Reads the form of a survey page, after a look at its link and its length: who sends large forms without pause must
 * not keep the answers of others waiting. No page takes more than its own longest form; a larger one is refused by
 * what it says of its length, unread, and the connection is closed.
 */
export function readSurveyForm(context: Context): RequestHandler {
  const readers = new Map<number, RequestHandler>()
  const readerOf = (room: number): RequestHandler => {
    const known = readers.get(room)
    if (known) return known
    // Browsers send forms as they are; what is packed would be unpacked before it is measured.
    const reader = express.urlencoded({ extended: false, inflate: false, limit: room, parameterLimit: 1000 })
    readers.set(room, reader)
    return reader
  }
  return (request, response, next) => {
    if (request.method !== 'POST') return next()
    const length = Number(request.headers['content-length'] ?? 0)
    // What is not read would otherwise be taken for the next request on the connection, or be waited for.
    if (length > plainRoom) response.setHeader('Connection', 'close')
    const room = roomOf(context, request.path)
    if (length > room) throw new Refusal('too_large', 'The form is longer than its page can be filled in.')
    response.removeHeader('Connection')
    readerOf(room)(request, response, next)
  }
}

/** Returns how many bytes the form of a page may have, such as `/<token>/about`; refuses a link that is not ours. */
function roomOf(context: Context, path: string): number {
  const [, part = '', page = '', target] = path.split('/')
  const token = bareToken(part)
  // The sum in the link alone tells whether it is ours: most forms need no more, and no look into the database.
  if (!readLinkToken(linkKey(context), token)) throw new SurveyRefusal('unknown')
  const asks = questionPages.some((one) => one === page)
  if (!asks && page !== 'comment') return plainRoom
  const { definition, invitation } = requireLink(context, token)
  if (!asks) return invitation.kind === 'test' ? plainRoom + longestComment * bytesPerLetter : plainRoom
  const questions = askedQuestions(definition).filter(
    (one) => one.page === page && (target === undefined || (one.target ?? target) === target),
  )
  // In steps, so that a study has few readers.
  return plainRoom * (1 + Math.ceil(sum(questions.map(bytesOf)) / plainRoom))
}

/** The most that a question adds to a form: its name with each answer, and the revision it was shown with. */
function bytesOf({ type, variable, options = [] }: AskedQuestion): number {
  const named = variable.length + 'q_=&1000000.'.length
  if (type === 'text' || type === 'short_text') return named + longest[type] * bytesPerLetter
  const chosen = options.map(({ value }) => named + value.length)
  return type === 'multiple' ? sum(chosen) : Math.max(named + longestNumber * bytesPerLetter, ...chosen)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
