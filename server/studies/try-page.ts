import type { Context } from '../context.ts'
import { linkUrl } from '../fieldwork/links.ts'
import { formatTime } from '../http/format.ts'
import { studyShell } from '../http/staff-shell.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import type { TryPage } from './pages.ts'
import { stateName } from './state-text.ts'
import type { StudyVisit } from './study-visit.ts'

/** Returns the page of test links, the newest first. */
export function tryPage(context: Context, visit: StudyVisit): TryPage {
  const links = context.queries.invitations.listOfStudy.all(visit.study.id, 'test')
  const made = context.queries.invitations.listTimes
  const times = new Map(made.all(visit.study.id, 'test').map((row) => [row.id, row.created_at]))
  return {
    ...studyShell({ ...visit, title: 'Try it', tab: 'Try it' }),
    base: visit.base,
    mayMake: stateName(visit.study, visit.now) !== 'closed',
    links: links.reverse().map((link) => ({
      language: isLanguage(link.language) ? languageNames[link.language] : link.language,
      url: linkUrl(context, link),
      made: formatTime(times.get(link.id)!, context.config.zone, 'en'),
    })),
  }
}
