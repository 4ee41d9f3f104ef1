import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { endOfGrace } from '../studies/study-state.ts'
import type { StartedVisit, Visit } from './open-link.ts'
import type { ConfirmPage, DonePage, MessagePage } from './pages.ts'
import { say, visitShell } from './visit-shell.ts'

/** Returns the page after completion: when, under which reference, until when changes are possible. */
export function donePage(
  context: Context,
  visit: StartedVisit,
  results: { sent: boolean; wrong?: string },
): DonePage {
  const { words, respondent, study, base, language } = visit
  const zone = study.close_zone ?? context.config.zone
  const end = endOfGrace(study)
  const until = end === null ? words.changeUntilClose : words.changeUntil(formatTime(end, zone, language))
  return {
    ...visitShell(visit, words.doneHeading, 'by-own-form', {
      page: 'done',
      hasErrors: results.wrong !== undefined,
    }),
    study: say(visit, visit.definition.title),
    heading: words.doneHeading,
    reference: respondent.pseudonym,
    lines: [
      words.finishedAt(formatTime(respondent.completed_at!, zone, language)),
      until,
      words.doNotForward,
      words.doneText,
    ],
    reviewHref: `${base}/review`,
    results: { action: `${base}/results`, sent: results.sent, wrong: results.wrong },
    withdrawHref: `${base}/withdraw`,
    withdrawText: words.howToWithdraw,
  }
}

/** Returns one of the pages that only say something. */
export function messagePage(
  visit: Visit,
  name: 'refused' | 'not-eligible' | 'withdrawn' | 'stopped' | 'declined',
  /** the page with the answer that decided */
  correct?: string,
): MessagePage {
  const { words, base } = visit
  const pages = {
    refused: [words.refusedHeading, words.refusedText, 'consent', words.changedMyMind],
    'not-eligible': [words.notEligibleHeading, words.notEligibleText, correct, words.correctMyAnswers],
    withdrawn: [words.withdrawnHeading, words.withdrawnText, undefined, undefined],
    stopped: [words.stoppedHeading, words.stoppedText, '', words.goOn],
    declined: [words.declinedHeading, words.declinedText, `?again=1&lang=${visit.language}`, words.openAgain],
  } as const
  const [heading, text, to, label] = pages[name]
  const href = to === '' ? welcomeHref(visit) : to?.startsWith('?') ? `${base}${to}` : `${base}/${to}`
  return {
    ...visitShell(visit, heading, visit.respondent ? 'by-own-form' : 'by-address', { page: name }),
    heading,
    paragraphs: [text],
    next: to === undefined || label === undefined ? undefined : { href, label },
    sendAgain: undefined,
    finished: name !== 'stopped' && name !== 'declined',
  }
}

/** Returns the page that asks once more before answers are withdrawn or the invitation is declined. */
export function confirmPage(visit: Visit, name: 'withdraw' | 'decline'): ConfirmPage {
  const { words, base } = visit
  const pages = {
    withdraw: [words.withdrawHeading, words.withdrawText, words.withdrawConfirm, words.keepAnswers],
    decline: [words.declineHeading, words.declineText, words.declineConfirm, words.back],
  } as const
  const [heading, text, confirm, backOut] = pages[name]
  return {
    ...visitShell(visit, heading, visit.respondent ? 'by-own-form' : 'by-address', { page: name }),
    action: visit.respondent ? `${base}/${name}` : `${base}/${name}?lang=${visit.language}`,
    heading,
    text,
    confirm,
    backOut: { href: welcomeHref(visit), label: backOut },
  }
}

/** Before Start nothing remembers the language but the address. */
function welcomeHref({ respondent, base, language }: Visit): string {
  return respondent ? base : `${base}?lang=${language}`
}
