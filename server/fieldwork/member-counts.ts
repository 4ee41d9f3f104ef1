import type { MemberFact } from '../../db/queries/member-facts.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { cutNote } from './cut-note.ts'

/** What is known of a member, as lists, counts and filters say it. Those without `always` show where there are some. */
export const factNames: readonly { fact: MemberFact; label: string; status: string; always?: true }[] = [
  { fact: 'opted_out', label: 'Opted out', status: 'opted out of all mail', always: true },
  { fact: 'declined', label: 'Declined', status: 'declined', always: true },
  { fact: 'unreached', label: 'Not reached', status: 'mail came back or was refused', always: true },
  { fact: 'not_eligible', label: 'Not eligible', status: 'not eligible', always: true },
  { fact: 'refused', label: 'Did not agree', status: 'did not agree to take part' },
  { fact: 'withdrawn', label: 'Withdrew', status: 'withdrew' },
  { fact: 'revoked', label: 'Link revoked', status: 'link revoked' },
]

/** How the answering ended is not known any more once the link is cut. */
const fromAnswers: readonly MemberFact[] = ['not_eligible', 'refused', 'withdrawn']

/** Returns the filter of that name; anything else shows all. */
export function memberFilter(name: string | undefined): MemberFact | null {
  return factNames.find(({ fact }) => fact === name)?.fact ?? null
}

/** What is counted of members, by society: a coordinator of one society sees that society's. */
export interface MemberCounts {
  total: number
  columns: string[]
  rows: { name: string; counts: { label: string; n: number }[] }[]
  inAll: { label: string; n: number }[] | undefined
  filters: { label: string; only: MemberFact | null }[]
}

/** Returns the counts of members and the filters that show the same people. */
export function memberCounts(context: Context, visit: StudyVisit): MemberCounts {
  const { study, person, definition } = visit
  const isOwn = ({ society }: { society: string }) => person.society === null || society === person.society
  const rows = context.queries.invitations.countBySociety.all(study.id).filter(isOwn)
  const erased = context.queries.erasure.countErased.all(study.id).filter(isOwn)
  const isCut = context.queries.erasure.findCut.get(study.id) !== undefined
  const sum = (fact: MemberFact) => rows.reduce((total, row) => total + row[fact], 0)
  const shown = factNames.filter(
    ({ fact, always = false }) => (always || sum(fact) > 0) && !(isCut && fromAnswers.includes(fact)),
  )
  const slugs = [...new Set([...rows, ...erased].map(({ society }) => society))].sort()
  const withErased = erased.length > 0
  const bySociety = slugs.map((slug) => {
    const row = rows.find(({ society }) => society === slug)
    const gone = erased.find(({ society }) => society === slug)?.n ?? 0
    return {
      name: definition.societies.find((one) => one.slug === slug)?.name ?? slug,
      counts: [
        { label: 'Members', n: row?.members ?? 0 },
        ...shown.map(({ fact, label }) => ({ label, n: row?.[fact] ?? 0 })),
        ...(withErased ? [{ label: 'Erased', n: gone }] : []),
      ],
    }
  })
  return {
    total: rows.reduce((total, row) => total + row.members, 0),
    columns: ['Members', ...shown.map(({ label }) => label), ...(withErased ? ['Erased'] : [])],
    rows: bySociety,
    inAll: bySociety.length < 2 ? undefined : sumOf(bySociety.map(({ counts }) => counts)),
    filters: [
      { label: 'All', only: null },
      ...shown
        .filter(({ fact }) => sum(fact) > 0)
        .map(({ fact, label }) => ({ label: `${label} (${sum(fact)})`, only: fact })),
    ],
  }
}

/** The sums of counts that have the same labels in the same order. */
function sumOf(rows: { label: string; n: number }[][]): { label: string; n: number }[] {
  return rows[0]!.map(({ label }, at) => ({ label, n: rows.reduce((sum, row) => sum + row[at]!.n, 0) }))
}

/** Returns what is not known of members any more, in sentences. */
export function goneNotes(context: Context, { study }: StudyVisit): string[] {
  const { erasure, retention } = context.queries
  const removed = retention.find.get(study.id)?.identities_removed_at ?? null
  const zone = studyZone(context, study)
  const cut = erasure.findCut.get(study.id)
  const note = cutNote(context, study, 'Who began, who was eligible and what was mailed')
  const few = cut?.addresses ?? 0
  return [
    ...(note === undefined ? [] : [`${note} The page Field work keeps the counts as they were then.`]),
    ...(few === 0
      ? []
      : [
          `With it went ${few === 1 ? '1 address' : `${few} addresses`} of groups so small that an answer could have been guessed.`,
        ]),
    ...(removed === null
      ? []
      : [
          `Addresses and names were removed for good on ${formatTime(removed, zone, 'en')}, as the retention date says.`,
        ]),
  ]
}
