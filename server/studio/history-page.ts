import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { Refusal } from '../refusal.ts'
import { findDraftAt } from '../studies/draft-history.ts'
import { describeChanges } from './describe-changes.ts'
import type { DifferencePage, HistoryPage } from './pages.ts'
import { type StudioVisit, studioShell } from './shell.ts'
import { topics } from './topics/index.ts'

/** Saves on one page of the history. */
const perPage = 50

/** Returns the page of all saves of a draft, the newest first. */
export function historyPage(context: Context, visit: StudioVisit, pageNumber: number): HistoryPage {
  const { base, draft } = visit
  const count = draft.revision
  const pages = Math.max(1, Math.ceil(count / perPage))
  const number = Math.min(Math.max(pageNumber, 1), pages)
  const rows = context.queries.drafts.listPage.all(visit.study.id, perPage, (number - 1) * perPage)
  const place = `${base}/definition/history`
  return {
    ...studioShell(context, visit, { title: 'History', current: 'history' }),
    saves: rows.map((row) => ({
      what: row.what,
      page: topicTitle(row.topic),
      at: formatTime(row.saved_at, context.config.zone, 'en'),
      by: row.saved_by,
      href: row.revision > 1 ? `${place}/${row.revision}` : undefined,
      isNow: row.revision === draft.revision,
    })),
    newer: number > 1 ? `${place}?page=${number - 1}` : undefined,
    older: number < pages ? `${place}?page=${number + 1}` : undefined,
  }
}

/** Returns the page of one save: what it changed, and what going back to before it would change. */
export function differencePage(context: Context, visit: StudioVisit, revision: number): DifferencePage {
  const { base, study, draft } = visit
  const saved = findDraftAt(context, study.id, revision)
  const before = findDraftAt(context, study.id, revision - 1)
  if (!saved || !before) throw new Refusal('not_found', 'The history has no such entry.')
  const isNewest = revision === draft.revision
  return {
    ...studioShell(context, visit, { title: saved.what, current: 'history' }),
    heading: saved.what,
    by: `${formatTime(saved.savedAt, context.config.zone, 'en')}, ${saved.savedBy}`,
    changes: describeChanges(before.written, saved.written),
    sinceThen: isNewest ? undefined : describeChanges(saved.written, draft.written),
    history: `${base}/definition/history`,
    actions: [
      ...(isNewest
        ? []
        : [{ action: `${base}/definition/history/${revision}/restore`, label: 'Go back to this state' }]),
      {
        action: `${base}/definition/history/${revision - 1}/restore`,
        label: isNewest ? 'Undo this' : 'Go back to before it',
      },
    ],
  }
}

function topicTitle(slug: string): string {
  if (slug === 'languages') return 'Languages'
  if (slug === 'simulator') return 'Simulator'
  return topics.find((topic) => topic.slug === slug)?.title ?? 'Whole definition'
}
