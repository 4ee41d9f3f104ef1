import type { StudyRow } from '../../db/queries/studies.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { type DefinitionSummary, summarise } from './definition-summary.ts'
import { whyNotDeleted } from './delete-draft.ts'
import { findDraft } from './drafts.ts'
import { missingParts } from './missing-parts.ts'
import type { DefinitionPage, DeletePage, ReplacePage } from './pages.ts'
import { stateName, stateText } from './state-text.ts'
import type { StudyVisit } from './study-visit.ts'
import { studyZone } from './study-zone.ts'

/** Returns the page of a study: what is asked, in which state it is, and what can be done with it. */
export function definitionPage(context: Context, visit: StudyVisit): DefinitionPage {
  const { study, definition, person, now } = visit
  const whole = summarise(definition)
  const state = stateName(study, now)
  const steers = mayDo(person, 'steer')
  const isDraft = state === 'draft' || state === 'testing'
  const summary = isDraft ? draftSummary(context, study, whole) : whole
  const isOpen = state === 'live' || state === 'paused' || state === 'closing'
  return {
    ...studyShell({ ...visit, title: summary.title, tab: 'Definition' }),
    // The heading says the title already.
    eyebrow: stateText(study, now),
    base: visit.base,
    summary,
    version: isDraft ? 'Draft, not published' : `Version ${versionOf(context, study.id)}, frozen`,
    may: {
      edit: steers && isDraft,
      replace: steers && isDraft,
      publish: steers && isDraft,
      pause: steers && state === 'live',
      resume: steers && state === 'paused',
      closingTime: steers && (isDraft || isOpen),
      close: steers && isOpen,
      reword: steers && (state === 'live' || state === 'paused'),
      archive: steers && state === 'closed',
      delete: steers && isDraft,
      copy: steers,
    },
    versions: versionsOf(context, study),
    history: historyOf(context, study),
  }
}

/** Returns the page that replaces the definition of a draft. */
export function replacePage(visit: StudyVisit, text = '', problems: Problem[] = []): ReplacePage {
  return {
    ...studyShell({
      ...visit,
      title: 'Replace the definition',
      tab: 'Definition',
      hasErrors: problems.length > 0,
    }),
    base: visit.base,
    problems,
    text,
  }
}

/** What is not written yet in a draft is left out, and what is missing stands there in whole sentences. */
function draftSummary(context: Context, study: StudyRow, summary: DefinitionSummary): DefinitionSummary {
  return {
    ...summary,
    title: summary.title || `Untitled study (${study.slug})`,
    leadSociety: summary.leadSociety || 'No society yet',
    facts: summary.facts.filter(({ value }) => value !== '' && value !== 'about 0'),
    societies: summary.societies.filter(({ name }) => name !== ''),
    obstacles: missingParts(findDraft(context, study)).map(({ sentence }) => sentence),
  }
}

function versionOf(context: Context, studyId: number): string {
  const version = context.queries.studies.findNewestVersion.get(studyId)
  return version ? labelOf(version) : ''
}

function labelOf({ number, minor }: { number: number; minor: number }): string {
  return minor === 0 ? String(number) : `${number}.${minor}`
}

function versionsOf(context: Context, study: StudyRow): DefinitionPage['versions'] {
  const { studies } = context.queries
  const notes = new Map(studies.listNotes.all(study.id).map((note) => [note.version_id, note]))
  return studies.listVersions
    .all(study.id)
    .filter(({ number }) => number > 0)
    .reverse()
    .map((version) => ({
      label: labelOf(version),
      at: formatTime(version.created_at, studyZone(context, study), 'en'),
      reason: notes.get(version.id)?.reason ?? 'as published',
      sha256: version.sha256,
    }))
}

/** Returns the page that asks before a draft is deleted for good. */
export function deletePage(context: Context, visit: StudyVisit, problems: Problem[] = []): DeletePage {
  const { study, base } = visit
  const { invitations, respondents, drafts } = context.queries
  const members = invitations.countBySociety.all(study.id).reduce((sum, row) => sum + row.members, 0)
  const saves = drafts.newestRevision.get(study.id) ?? 0
  const tests = respondents.countTest.get(study.id)!
  return {
    ...studyShell({
      ...visit,
      title: 'Delete this draft',
      tab: 'Definition',
      hasErrors: problems.length > 0,
    }),
    base,
    problems,
    slug: study.slug,
    goes: `${counted(members, 'listed member')}, ${counted(tests, 'test respondent')} and ${counted(saves, 'saved state')} of the definition`,
    why: whyNotDeleted(context, study),
  }
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

/** A change of state as what somebody did; `actor` may be the clock. */
const happened: Record<string, string> = {
  draft: 'made as a draft',
  testing: 'first tried with test links',
  live: 'taking answers',
  closing: 'no new starts',
}

/** What happened to a study, with every change of its closing time, oldest first. */
function historyOf(context: Context, study: StudyRow): DefinitionPage['history'] {
  const zone = studyZone(context, study)
  const { studies } = context.queries
  const states = studies.listTransitions
    .all(study.id)
    .map(({ state, at, actor }) => ({ what: happened[state] ?? state, at, by: actor, why: '' }))
  const changes = studies.listClosingChanges.all(study.id).map((change) => ({
    what:
      change.closes_at === null
        ? 'closing time taken away'
        : `closing time moved to ${formatTime(change.closes_at, change.close_zone ?? zone, 'en')}`,
    at: change.at,
    by: change.actor,
    why: change.reason,
  }))
  return [...states, ...changes]
    .sort((a, b) => a.at - b.at)
    .map((one) => ({ ...one, at: formatTime(one.at, zone, 'en') }))
}
