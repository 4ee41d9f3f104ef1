import type { MailKind, MailRuleRow } from '../../db/queries/mail-texts.ts'
import type { RecipientRow } from '../../db/queries/recipients.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import { calendarDays } from './calendar-days.ts'
import { isPlainAddress } from './one-line.ts'

export type MailRule = Pick<MailRuleRow, 'gap_days' | 'most_reminders'>

/** What counts where a study has said nothing; db/migrations/0009_mail.sql has the same numbers. */
export const usualRule: MailRule = { gap_days: 3, most_reminders: 3 }

/** Why nothing goes to a member, in the order in which it is looked at. */
export const reasons = {
  opted_out: 'opted out of all mail',
  revoked: 'their link is revoked',
  address: 'the address cannot be written to',
  bounced: 'mail to this address came back',
  failed: 'the mail server refused this address',
  uncertain: 'whether an earlier mail arrived is uncertain: decide that first',
  waiting: 'a mail to them is waiting already',
  closing: 'has not started, and no new starts are admitted',
  withdrew: 'withdrew',
  finished: 'has finished',
  refused: 'did not agree to take part',
  not_eligible: 'is not eligible',
  declined: 'declined',
  invited: 'was invited already',
  started: 'answers already',
  not_invited: 'was not invited by mail yet',
  enough: 'has had every reminder the study allows',
  too_soon: 'was written to too recently',
  not_finished: 'has not finished',
  thanked: 'was thanked already',
} as const

export type Reason = keyof typeof reasons

/**
 * Returns why a mail of a kind may not go to a member at a moment, or undefined when it may. The same question is
 * asked for the dry run, for queueing, and again when the mail leaves.
 */
export function verdictOf(
  member: RecipientRow,
  asked: { kind: MailKind; state: StudyRow['state']; rule: MailRule; at: number; zone: string },
): Reason | undefined {
  return toAnybody(member) ?? whoAnswered(member, asked) ?? byKind[asked.kind](member, asked)
}

type Asked = Parameters<typeof verdictOf>[1]

function toAnybody(member: RecipientRow): Reason | undefined {
  if (member.opted_out) return 'opted_out'
  if (member.revoked_at !== null) return 'revoked'
  if (!isPlainAddress(member.email)) return 'address'
  if (member.bounced > 0) return 'bounced'
  if (member.failed > 0) return 'failed'
  if (member.uncertain > 0) return 'uncertain'
  return member.waiting > 0 ? 'waiting' : undefined
}

/** Whoever has come to an end of their own is left in peace; only thanks go to those who finished. */
function whoAnswered(member: RecipientRow, { kind, state }: Asked): Reason | undefined {
  if (member.withdrawn) return 'withdrew'
  if (member.consent === 'refused') return 'refused'
  if (member.eligible === 0) return 'not_eligible'
  if (kind === 'thanks') return undefined
  if (member.completed) return 'finished'
  if (member.declined_at !== null) return 'declined'
  return state === 'closing' && !member.started ? 'closing' : undefined
}

const byKind: Record<MailKind, (member: RecipientRow, asked: Asked) => Reason | undefined> = {
  invitation: (member) => (member.invited > 0 ? 'invited' : member.started ? 'started' : undefined),
  reminder: (member, asked) => {
    if (member.invited === 0) return 'not_invited'
    if (member.reminders >= asked.rule.most_reminders) return 'enough'
    return tooSoon(member, asked)
  },
  thanks: (member, asked) => {
    if (member.thanked > 0) return 'thanked'
    return member.completed ? tooSoon(member, asked) : 'not_finished'
  },
}

/** Days between two mails are days of the calendar in the study's zone; an invitation is the first mail there is. */
function tooSoon({ last_accepted_at: last }: RecipientRow, { rule, at, zone }: Asked): Reason | undefined {
  return last !== null && calendarDays(last, at, zone) < rule.gap_days ? 'too_soon' : undefined
}

/** Returns why no mail of a kind may leave a study in its state at all, in a sentence; undefined when it may. */
export function studyTrouble(study: StudyRow, kind: MailKind, now: number): string | undefined {
  if (kind === 'thanks') return thanksTrouble(study)
  if (study.state === 'draft' || study.state === 'testing')
    return 'The study is not published yet: its links take no answers.'
  if (study.state === 'closed' || study.state === 'archived')
    return 'The study is closed: its links take no answers.'
  if (study.state === 'closing' && kind === 'invitation')
    return 'Nobody can start any more, so nobody is invited. Who has begun can be reminded.'
  if (study.opens_at !== null && now < study.opens_at)
    return 'The study has not opened yet: its links take no answers before.'
  return undefined
}

function thanksTrouble({ state, mode }: StudyRow): string | undefined {
  if (state === 'draft' || state === 'testing') return 'Thanks can be sent once the study is published.'
  if (mode === 'anonymous')
    return 'The link between addresses and answers was cut: who has finished is no longer known, so nobody can be thanked.'
  return state === 'archived' ? 'The study is archived: no mail leaves it any more.' : undefined
}
