import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Definition } from '../studies/definition.ts'
import { textIn } from '../studies/definition-text.ts'
import { stateText } from '../studies/state-text.ts'
import { assetUrl } from './assets.ts'

export interface Tab {
  label: string
  href: string
  current: boolean
}

/** What every staff page has around its content. */
export interface StaffShell {
  /** without the product's name */
  title: string
  hasErrors: boolean
  /** what was just done, in one sentence */
  done: string | undefined
  person: { name: string; role: string } | undefined
  tabs: Tab[]
  /** The study a page belongs to, in one line above the heading. */
  eyebrow: string | undefined
  css: string[]
  icon: string
}

type MainTab = 'Studies' | 'People' | 'API tokens'

export type StudyTab = 'Definition' | 'Try it' | 'Members' | 'Field work' | 'Data'

const studyTabs: { label: StudyTab; path: string; act: Parameters<typeof mayDo>[1] }[] = [
  { label: 'Definition', path: '', act: 'read' },
  { label: 'Try it', path: '/try', act: 'steer' },
  { label: 'Members', path: '/members', act: 'identities' },
  { label: 'Field work', path: '/fieldwork', act: 'read' },
  { label: 'Data', path: '/data', act: 'read' },
]

/** Returns the shell of a staff page; pages of one study use studyShell. */
export function staffShell(given: {
  title: string
  person?: PersonRow | undefined
  current?: MainTab
  hasErrors?: boolean
  done?: string | undefined
}): StaffShell {
  const { person, current } = given
  const tab = (label: MainTab, href: string) => ({ label, href, current: label === current })
  return {
    title: given.title,
    hasErrors: given.hasErrors ?? false,
    done: doneSentence(given.done),
    person: person && { name: person.name, role: person.role },
    tabs: person
      ? [
          tab('Studies', '/studies'),
          ...(mayDo(person, 'accounts') ? [tab('People', '/people')] : []),
          ...(mayDo(person, 'export') ? [tab('API tokens', '/tokens')] : []),
        ]
      : [],
    eyebrow: undefined,
    css: [assetUrl('css/tokens.css'), assetUrl('css/staff.css')],
    icon: assetUrl('icon.svg'),
  }
}

/** Returns the shell of a page of one study: its tabs and its name and state above the heading. */
export function studyShell(given: {
  title: string
  person: PersonRow
  study: StudyRow
  definition: Definition
  now: number
  tab: StudyTab
  hasErrors?: boolean
  done?: string | undefined
}): StaffShell {
  const { person, study, definition, now } = given
  const { title, hasErrors, done } = given
  const name = textIn(definition.title, 'en', definition)
  return {
    ...staffShell({ title, person, done, hasErrors: hasErrors ?? false }),
    tabs: studyTabs
      .filter(({ act }) => mayDo(person, act))
      .map(({ label, path }) => ({
        label,
        href: `/studies/${study.slug}${path}`,
        current: label === given.tab,
      })),
    eyebrow: `${name} · ${stateText(study, now)}`,
  }
}

/** What a redirect may say on the page it leads to; anything else in the address says nothing. */
const doneSentences: Record<string, string> = {
  created: 'The study was made. It is a draft until you publish it.',
  replaced: 'The definition was replaced.',
  published: 'The study is published. Its links take answers now.',
  paused: 'The study is paused. Its links say so; no answer is lost.',
  resumed: 'The study takes answers again.',
  closed: 'The study is closed. Nothing changes any more.',
  'closing-time': 'The closing time was saved.',
  'test-links': 'The test links were made.',
  password: 'Your password was changed.',
  'person-added': 'The account was made. Hand the password over in person or by telephone.',
  'person-off': 'The account was switched off and signed out.',
  'person-on': 'The account was switched on.',
  'token-revoked': 'The token was revoked. The next request with it is refused.',
  'dataset-made': 'The files are ready.',
  'link-revoked': 'The link was revoked. It no longer opens the survey.',
  'link-replaced': 'The member has a new link; the one before no longer works. Download the links again.',
}

function doneSentence(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(doneSentences, code) ? doneSentences[code] : undefined
}
