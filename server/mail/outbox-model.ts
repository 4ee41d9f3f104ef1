import type { MailShell, Option } from './pages.ts'

/** The outbox as its page shows it. */
export interface MailOutboxPage extends MailShell {
  /** every state with its count, and what it means in a few words */
  states: { label: string; meaning: string; n: number; href: string; current: boolean }[]
  /** the state shown; empty for all */
  state: string
  kinds: Option[]
  /** empty where there is only one */
  societies: Option[]
  /** what the list below shows, with its number */
  heading: string
  rows: {
    id: number
    name: string
    email: string
    society: string
    what: string
    state: string
    when: string
    reason: string
    acts: { path: string; label: string }[]
  }[]
  /** the part shown as the end of an address, by which forms come back to it */
  back: string
  /** what an empty list says */
  emptyText: string
  /** whether mails are leaving at present */
  isWaiting: boolean
  /** cancelling all that have not left, of the kind and society shown; undefined where there is none */
  cancel: { n: number; isOpen: boolean; upTo: string; query: string; sentence: string } | undefined
  /** where the addresses of what did not arrive are corrected; undefined where nothing of it is shown */
  addressesHref: string | undefined
  /** what can be decided for all mails of the list; undefined where it is each for itself */
  forAll: { hint: string; acts: { path: string; label: string }[] } | undefined
  range: string
  previous: string | undefined
  next: string | undefined
}
