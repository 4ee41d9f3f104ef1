import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { RecipientRow } from '../../db/queries/recipients.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { studyZone } from '../studies/study-zone.ts'
import { type MailRule, type Reason, usualRule, verdictOf } from './verdict.ts'

/** Whom a mailing is meant for; null means all. */
export interface Choice {
  kind: MailKind
  society: string | null
  wave: number | null
  language: string | null
  /** these addresses only; empty: no such limit */
  only: readonly string[]
  /** only those whose newest mail names a closing time that no longer counts */
  oldDate?: boolean
}

/** Who would get a mailing, and who would not and why. */
export interface DryRun {
  to: RecipientRow[]
  notTo: { member: RecipientRow; reason: Reason }[]
  /** chosen addresses that are no member's */
  unknown: string[]
}

/** Returns the rules of a study about how often it writes. */
export function ruleOf(context: Context, studyId: number): MailRule {
  return context.queries.mailTexts.findRule.get(studyId) ?? usualRule
}

/** True of a member whose newest mail names another closing time than the study has now; one that names none is not wrong. */
export function holdsOldDate({ named_close: named }: RecipientRow, study: StudyRow): boolean {
  return named !== null && named !== study.closes_at
}

/** Returns who would get a mailing at a moment. Changes nothing. */
export function dryRun(context: Context, study: StudyRow, choice: Choice, at: number): DryRun {
  const { kind, society, wave, language, oldDate = false } = choice
  const members = context.queries.recipients.list
    .all({ studyId: study.id, society, wave, language })
    .filter((member) => !oldDate || holdsOldDate(member, study))
  const only = new Set(choice.only.map((address) => address.toLowerCase()))
  const chosen = only.size === 0 ? members : members.filter(({ email }) => only.has(email.toLowerCase()))
  const zone = studyZone(context, study)
  const asked = { kind, state: study.state, rule: ruleOf(context, study.id), at, zone }
  const result: DryRun = { to: [], notTo: [], unknown: [] }
  for (const member of chosen) {
    const reason = verdictOf(member, asked)
    if (reason === undefined) result.to.push(member)
    else result.notTo.push({ member, reason })
  }
  const found = new Set(chosen.map(({ email }) => email.toLowerCase()))
  result.unknown = [...only].filter((address) => !found.has(address))
  return result
}

/** More would not fit into one form. */
const mostChosen = 500

/** Reads addresses as people paste them: one a line, or with commas, semicolons or spaces between. */
export function readAddresses(text: string): string[] {
  const addresses = [...new Set(text.split(/[\s,;]+/).filter((address) => address !== ''))]
  if (addresses.length > mostChosen)
    throw new Refusal('invalid', `Choose at most ${mostChosen} addresses, or a society, wave or language.`)
  return addresses
}

/** Whoever is limited to a society writes to its members only. */
export function limitedTo(choice: Choice, onlySociety: string | null): Choice {
  if (onlySociety === null) return choice
  if (choice.society !== null && choice.society !== onlySociety)
    throw new Refusal('forbidden', `You work for ${onlySociety} only.`)
  return { ...choice, society: onlySociety }
}
