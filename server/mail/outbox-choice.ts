import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { ShownState } from '../../db/queries/outbox-lists.ts'
import { isShownState } from './outbox-states.ts'
import { isMailKind } from './study-texts.ts'

/** Which part of the outbox a page shows; null leaves a choice open. */
export interface OutboxChoice {
  state: ShownState | null
  kind: MailKind | null
  society: string | null
}

/** Reads a part of the outbox from the address of a page; words that fit nothing leave the choice open. */
export function readOutboxChoice(
  text: (name: string) => string | undefined,
  societies: readonly { slug: string }[],
): OutboxChoice & { page: number } {
  const state = text('state')
  const kind = text('kind')
  return {
    state: isShownState(state) ? state : null,
    kind: isMailKind(kind) ? kind : null,
    society: societies.find(({ slug }) => slug === text('society'))?.slug ?? null,
    page: Number(/^\d{1,6}$/.exec(text('page') ?? '')?.[0] ?? 1),
  }
}

/** Returns a part of the outbox as the end of an address: `?state=failed&kind=reminder`, or nothing for all. */
export function outboxQuery({ state, kind, society }: OutboxChoice, page?: number): string {
  const query = new URLSearchParams({
    ...(state === null ? {} : { state }),
    ...(kind === null ? {} : { kind }),
    ...(society === null ? {} : { society }),
    ...(page === undefined ? {} : { page: String(page) }),
  })
  return query.size > 0 ? `?${query}` : ''
}
