import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Definition } from '../studies/definition.ts'
import { textIn } from '../studies/definition-text.ts'
import type { SimulatedNotice } from '../studies/simulated.ts'
import { stateText } from '../studies/state-text.ts'
import { assetUrl } from './assets.ts'
import { doneSentence } from './done-sentences.ts'
import { type StudyTab, studyTabs, type Tab } from './study-tabs.ts'

/** What every staff page has around its content. */
export interface StaffShell {
  /** without the product's name */
  title: string
  /** short name of the study a page belongs to: tells two tabs of a browser apart */
  study: string | undefined
  hasErrors: boolean
  /** what was just done, in one sentence */
  done: string | undefined
  person: { name: string; role: string } | undefined
  tabs: Tab[]
  /** The pages of the section, where it has several. */
  subtabs: Tab[]
  /** The study a page belongs to, in one line above the heading. */
  eyebrow: string | undefined
  /** first of all on a page of a study whose answers are simulated */
  simulated: SimulatedNotice | undefined
  css: string[]
  /** files of public/ for comfort: every page works without them */
  scripts: string[]
  /** a page that shows something under way: without JavaScript it is loaded again after so long */
  refreshSeconds: number | undefined
  icon: string
}

type MainTab = 'Studies' | 'Recompute' | 'People' | 'API tokens' | 'Log' | 'Fee schedules'

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
    study: undefined,
    hasErrors: given.hasErrors ?? false,
    done: doneSentence(given.done),
    person: person && { name: person.name, role: person.role },
    tabs: person
      ? [
          tab('Studies', '/studies'),
          ...(mayDo(person, 'read') ? [tab('Recompute', '/recompute')] : []),
          tab('Fee schedules', '/fees'),
          ...(mayDo(person, 'accounts') ? [tab('People', '/people')] : []),
          ...(mayDo(person, 'export') ? [tab('API tokens', '/tokens')] : []),
          ...(mayDo(person, 'log') ? [tab('Log', '/log')] : []),
        ]
      : [],
    subtabs: [],
    eyebrow: undefined,
    simulated: undefined,
    css: ['tokens', 'staff', 'pictures', 'drawing'].map((name) => assetUrl(`css/${name}.css`)),
    scripts: [],
    refreshSeconds: undefined,
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
  /** undefined on a page that belongs to no section */
  tab: StudyTab | undefined
  hasErrors?: boolean
  done?: string | undefined
  /** `noticeFor` gives it; undefined where no answer is simulated */
  simulated: SimulatedNotice | undefined
}): StaffShell {
  const { person, study, definition, now } = given
  const { title, hasErrors, done } = given
  const name = textIn(definition.title, 'en', definition) || study.slug
  return {
    ...staffShell({ title, person, done, hasErrors: hasErrors ?? false }),
    ...studyTabs(study, person, given.tab),
    study: study.slug,
    simulated: given.simulated,
    eyebrow: `${name} · ${stateText(study, now, { short: true })}`,
  }
}
