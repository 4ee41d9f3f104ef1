import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { ShownState } from '../../db/queries/outbox-lists.ts'
import type { Context } from '../context.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { kindNames } from './mail-shell.ts'
import { outboxQuery } from './outbox-choice.ts'
import type { Counted } from './outbox-counts.ts'
import type { MailOutboxPage } from './outbox-model.ts'
import { mailKinds } from './study-texts.ts'

/** Returns what cancelling all would take back, of the kind and society that are shown; undefined where nothing waits. */
export function cancelPart(
  context: Context,
  { study, definition }: StudyVisit,
  given: { kind: MailKind | null; society: string | null; count: (of: Counted) => number; isOpen: boolean },
): MailOutboxPage['cancel'] {
  const { kind, society, count, isOpen } = given
  const waiting = (of: Counted) => count({ ...of, state: 'queued' }) + count({ ...of, state: 'held' })
  const n = waiting({ kind, society })
  if (n === 0) return undefined
  const kinds = mailKinds
    .map((one) => ({
      name: kindNames[one].toLowerCase(),
      n: kind === null || kind === one ? waiting({ kind: one, society }) : 0,
    }))
    .filter((one) => one.n > 0)
    .map((one) => `${one.n} ${one.name}${one.n === 1 || one.name === 'thanks' ? '' : 's'}`)
  const whose =
    society === null
      ? ''
      : ` to members of ${definition.societies.find(({ slug }) => slug === society)?.shortName ?? society}`
  return {
    n,
    isOpen,
    upTo: String(context.queries.outboxLists.newest.get(study.id) ?? 0),
    query: outboxQuery({ state: null, kind, society }),
    sentence: `${n === 1 ? '1 mail has' : `${n} mails have`} not left yet${whose}: ${kinds.join(', ')}. What is cancelled is not sent; whoever it was for can be written to again.`,
  }
}

/** Returns what can be decided for all mails that are shown, where that is more than one. */
export function forAllPart(state: ShownState | null, n: number): MailOutboxPage['forAll'] {
  if (n < 2 || (state !== 'failed' && state !== 'uncertain')) return undefined
  if (state === 'failed')
    return {
      hint: 'Correct first what made the mail server refuse them. Whoever was written to since is left out.',
      acts: [{ path: 'again-failed', label: `Try all ${n} again` }],
    }
  return {
    hint: 'Whoever did get their mail gets it a second time when it is sent again.',
    acts: [
      { path: 'taken-uncertain', label: `Take all ${n} as sent` },
      { path: 'again-uncertain', label: `Send all ${n} again` },
    ],
  }
}
