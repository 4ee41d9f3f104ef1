import type { Request, Response } from 'express'
import type { Failure } from '../http/errors.ts'
import { formatTime } from '../http/format.ts'
import { rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { type Words, wordsIn } from '../words/index.ts'
import { isLanguage, type Language, languages } from '../words/languages.ts'
import type { MessagePage, SendAgain } from './pages.ts'
import { type LinkTrouble, type Sender, SurveyRefusal } from './survey-refusal.ts'
import { surveyShell } from './survey-shell.ts'

/** Whose link it is, as far as it still tells. */
export interface LinkOwner {
  language: Language | undefined
  sender: Sender | undefined
}

/** Shows a surgeon why a request was not done, in their language; nothing was changed. */
export function showTrouble(
  request: Request,
  response: Response,
  failure: Failure,
  { error, owner }: { error: unknown; owner: LinkOwner | undefined },
): void {
  const refusal = error instanceof SurveyRefusal ? error : undefined
  const wished = isLanguage(request.query.lang) ? request.query.lang : undefined
  const language = refusal?.language ?? owner?.language ?? wished ?? acceptedLanguage(request)
  const words = wordsIn(language)
  const sender = refusal ? refusal.sender : owner?.sender
  const sent = sendAgainOf(request)
  const answered = sent !== undefined && sent.fields.length > 0
  // An answer that met a pause can be sent when the pause is over; Start needs no form of its own.
  const isPaused = refusal?.trouble === 'paused' && answered
  const sendAgain = failure.status >= 500 || isPaused ? sent : undefined
  const [heading, text] = refusal
    ? linkTrouble(words, refusal.trouble)
    : otherTrouble(words, failure.status, answered)
  const again = /^\/r\/[a-z2-7]{34}/i.exec(request.originalUrl)?.[0]
  const model: MessagePage = {
    ...surveyShell({
      title: heading,
      words,
      language,
      // A link that names nobody is read by anybody; any other trouble passes in the language one already has.
      offered: refusal ? (refusal.sender?.languages ?? languages) : [],
      hrefOf: (code) => `${refusal?.sender && again ? again : ''}?lang=${code}`,
      society: sender?.society,
      contactEmail: sender?.contactEmail,
    }),
    heading,
    paragraphs: [text, ...(isPaused ? [words.notSavedPaused] : []), ...more(words, language, refusal)],
    next: again && !refusal && !sendAgain ? { href: again, label: words.openAgain } : undefined,
    sendAgain,
    finished: false,
  }
  render(response, 'respond/message', model, failure.status)
}

function linkTrouble(words: Words, trouble: LinkTrouble): [heading: string, text: string] {
  const texts: Record<LinkTrouble, [string, string]> = {
    unknown: [words.unknownLinkHeading, words.unknownLinkText],
    revoked: [words.revokedLinkHeading, words.revokedLinkText],
    not_open: [words.notOpenHeading, words.notOpenText],
    paused: [words.pausedHeading, words.pausedText],
    paused_new: [words.pausedHeading, words.notOpenText],
    closed: [words.closedHeading, words.closedText],
    closed_partial: [words.closedHeading, words.closedPartialText],
    closed_finished: [words.closedHeading, words.closedFinishedText],
    full: [words.fullHeading, words.fullText],
    crowded: [words.crowdedHeading, words.crowdedText],
  }
  return texts[trouble]
}

function more(words: Words, language: Language, refusal: SurveyRefusal | undefined): string[] {
  const { opens, reference, isAnonymous } = refusal?.sender ?? {}
  if (opens) return [words.opensAt(formatTime(opens.at, opens.zone, language))]
  if (reference !== undefined) return [words.withdrawByMail(reference)]
  return isAnonymous && refusal?.trouble === 'closed' ? [words.closedAnonymous] : []
}

function otherTrouble(words: Words, status: number, answered: boolean): [heading: string, text: string] {
  if (status === 404) return [words.notFoundHeading, words.notFoundText]
  if (status === 413) return [words.tooLargeHeading, words.tooLargeText]
  if (status >= 500)
    return answered ? [words.notSavedHeading, words.notSavedText] : [words.faultHeading, words.faultText]
  return [words.brokenFormHeading, words.brokenFormText]
}

/** The browser's preferred language among ours: the only hint when a link names nobody. */
function acceptedLanguage(request: Request): Language {
  return (request.acceptsLanguages([...languages]) || 'en') as Language
}

/** Returns the form of a request, so that nothing filled in is lost; undefined where none arrived whole. */
function sendAgainOf(request: Request): SendAgain | undefined {
  // The body of a form that was not read is undefined.
  if (request.method !== 'POST' || request.body === undefined) return undefined
  try {
    const form = Object.entries(rawForm(request.body))
    const fields = form.flatMap(([name, given]) => [given].flat().map((value) => ({ name, value })))
    return { action: request.originalUrl, fields }
  } catch {
    return undefined
  }
}
