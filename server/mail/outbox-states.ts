import type { OutboxState } from '../../db/queries/outbox.ts'
import type { MailStop, ShownState } from '../../db/queries/outbox-lists.ts'
import type { Context } from '../context.ts'
import { linkReach } from '../http/link-reach.ts'
import type { StudyVisit } from '../studies/study-visit.ts'

/** What each state of a mail is called and means, in the order in which pages list them. */
export const shownStates: readonly { state: ShownState; label: string; meaning: string }[] = [
  { state: 'queued', label: 'Waiting', meaning: 'leaves by itself when its turn comes' },
  { state: 'held', label: 'Held', meaning: 'waits until something else is over' },
  {
    state: 'accepted',
    label: 'Accepted',
    meaning: 'the mail server took it; whether it arrived, only the member can tell',
  },
  {
    state: 'uncertain',
    label: 'Uncertain',
    meaning: 'the line broke while the mail server was taking it; not sent again unless you say so',
  },
  {
    state: 'failed',
    label: 'Failed',
    meaning: 'the mail server refused it for good, or eight times in a row',
  },
  { state: 'bounced', label: 'Bounced', meaning: 'was accepted and came back later' },
  {
    state: 'skipped',
    label: 'Not sent',
    meaning: 'left out when its turn came: the member had finished, declined or opted out meanwhile',
  },
  { state: 'cancelled', label: 'Cancelled', meaning: 'taken back by one of you before it left' },
]

/** What the row of one mail says. The mail server's word is that it accepted; nobody here knows more. */
export const rowNames: Record<OutboxState | 'held', string> = {
  queued: 'waiting',
  held: 'held',
  sending: 'being handed over',
  accepted: 'accepted by the mail server',
  failed: 'failed',
  bounced: 'bounced',
  uncertain: 'uncertain',
  skipped: 'not sent',
  cancelled: 'cancelled',
}

/** True for the name of a state that pages show. */
export function isShownState(name: unknown): name is ShownState {
  return shownStates.some(({ state }) => state === name)
}

/** Returns what keeps mail from leaving at a moment, besides the study itself. */
export function mailStop(context: Context, now: number): MailStop {
  const isStopped = context.config.mail === undefined || context.mailTrouble !== undefined
  return {
    now,
    local: linkReach(context.config.baseUrl) === 'local' ? 1 : 0,
    stopped: isStopped ? 1 : 0,
  }
}

/** Returns why mails of a study are held, in a few words each; empty where nothing holds them. */
export function heldReasons(context: Context, { study, person, now }: StudyVisit): string[] {
  const isPaused = (context.queries.mailTexts.findRule.get(study.id)?.paused_at ?? null) !== null
  const { local } = mailStop(context, now)
  // Of some a person has said that such links may be sent.
  const isLocal =
    local === 1 &&
    context.queries.outbox.countNotForHere.get({ studyId: study.id, society: person.society })! > 0
  return [
    ...(context.config.mail === undefined ? ['there is no mail server'] : []),
    ...(context.mailTrouble === undefined ? [] : ['the mail server cannot be reached']),
    ...(study.paused_at === null ? [] : ['the study is paused']),
    ...(isPaused ? ['mail of this study is held'] : []),
    ...(study.opens_at !== null && now < study.opens_at ? ['the study has not opened yet'] : []),
    ...(isLocal ? ['links lead to this machine only'] : []),
  ]
}
