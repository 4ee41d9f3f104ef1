import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import { type Act, mayDo } from '../accounts/roles.ts'

export interface Tab {
  label: string
  href: string
  current: boolean
}

interface StudyPage {
  label: string
  /** after /studies/:slug */
  path: string
  act: Act
  /** only while the definition can still be edited */
  draftOnly?: boolean
}

/** The pages of a study by section: sections stand in the head, the pages of the current one below them. */
const sections = [
  {
    label: 'Definition',
    pages: [
      { label: 'Definition', path: '', act: 'read' },
      { label: 'Edit', path: '/definition/about', act: 'steer', draftOnly: true },
      { label: 'Publish', path: '/publish', act: 'steer', draftOnly: true },
      { label: 'Simulator', path: '/simulator', act: 'read' },
    ],
  },
  { label: 'Try it', pages: [{ label: 'Try it', path: '/try', act: 'steer' }] },
  {
    label: 'Field work',
    pages: [
      { label: 'Overview', path: '/fieldwork', act: 'read' },
      { label: 'Members', path: '/members', act: 'identities' },
      { label: 'Mail', path: '/mail', act: 'identities' },
      { label: 'Open links', path: '/open-links', act: 'identities' },
      { label: 'Data protection', path: '/privacy', act: 'protect' },
    ],
  },
  { label: 'Data', pages: [{ label: 'Data', path: '/data', act: 'read' }] },
  {
    label: 'Results',
    pages: [
      { label: 'Result', path: '/results', act: 'read' },
      { label: 'Quality', path: '/quality', act: 'read' },
      { label: 'Sensitivity', path: '/sensitivity', act: 'read' },
      { label: 'Report', path: '/report', act: 'read' },
    ],
  },
] as const satisfies readonly { label: string; pages: readonly StudyPage[] }[]

/** The name under which a page of a study stands in the head. */
export type StudyTab = (typeof sections)[number]['pages'][number]['label']

/** Returns the sections a person may open, and the pages of the current section where there are several. */
export function studyTabs(
  { slug, state }: Pick<StudyRow, 'slug' | 'state'>,
  person: PersonRow,
  tab: StudyTab | undefined,
): { tabs: Tab[]; subtabs: Tab[] } {
  const isDraft = state === 'draft' || state === 'testing'
  const open = sections
    .map(({ label, pages }) => ({
      label,
      pages: (pages as readonly StudyPage[]).filter(
        ({ act, draftOnly = false }) => mayDo(person, act) && (isDraft || !draftOnly),
      ),
    }))
    .filter(({ pages }) => pages.length > 0)
  const href = ({ path }: StudyPage) => `/studies/${slug}${path}`
  const isCurrent = (pages: StudyPage[]) => pages.some(({ label }) => label === tab)
  const tabs = open.map(({ label, pages }) => ({ label, href: href(pages[0]!), current: isCurrent(pages) }))
  const pages = open.find((section) => isCurrent(section.pages))?.pages ?? []
  const subtabs = pages.map((page) => ({ label: page.label, href: href(page), current: page.label === tab }))
  return { tabs, subtabs: subtabs.length > 1 ? subtabs : [] }
}
