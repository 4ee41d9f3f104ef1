import type { Context } from '../context.ts'
import { assetUrl } from '../http/assets.ts'
import { formatTime } from '../http/format.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyTab } from '../http/study-tabs.ts'
import { newestDraft, type SavedDraft } from '../studies/draft-history.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { type Missing, whatIsMissing } from './missing.ts'
import type { StudioShell } from './pages.ts'
import { topics } from './topics/index.ts'

/** A visit to the pages of a definition under work. */
export interface StudioVisit extends StudyVisit {
  draft: SavedDraft
  missing: Missing[]
}

/** Returns the visit with the draft it is about. */
export function withDraft(context: Context, visit: StudyVisit): StudioVisit {
  const draft = newestDraft(context, visit.study.id)
  return { ...visit, draft, definition: draft.shown, missing: whatIsMissing(draft.written, draft.shown) }
}

/** Returns what stands around the content of a definition's page: its pages, what is missing, when it was saved. */
export function studioShell(
  context: Context,
  visit: StudioVisit,
  given: { title: string; current: string; tab?: StudyTab; hasErrors?: boolean },
): StudioShell {
  const { draft, base, missing } = visit
  const pages = [...topics.map(({ slug, title }) => ({ slug, title })), mediaPage, languagesPage]
  const shell = studyShell({
    ...visit,
    title: given.title,
    tab: given.tab ?? 'Edit',
    hasErrors: given.hasErrors ?? false,
  })
  return {
    ...shell,
    css: [...shell.css, assetUrl('css/studio.css')],
    scripts: [assetUrl('js/studio.js')],
    base,
    topics: pages.map(({ slug, title }) => ({
      label: title,
      href: `${base}/definition/${slug}`,
      current: slug === given.current,
      missing: missing.filter((part) => part.topic === slug).length,
    })),
    missing: {
      text: missingText(missing.length),
      items: missing.map(({ topic, sentence, href }) => ({
        topic: pages.find(({ slug }) => slug === topic)?.title ?? '',
        text: sentence,
        href: `${base}/definition/${href}`,
      })),
    },
    saved: `Saved ${formatTime(draft.savedAt, context.config.zone, 'en')} by ${draft.savedBy}`,
    revision: draft.revision,
  }
}

/** Files and languages are no forms of fields, so their pages stand beside the topics. */
const mediaPage = { slug: 'pictures', title: 'Pictures and video' }
const languagesPage = { slug: 'languages', title: 'Languages' }

/** Returns how much is missing, in words. */
export function missingText(count: number): string {
  if (count === 0) return 'Nothing is missing'
  return count === 1 ? 'One thing is missing' : `${count} things are missing`
}
