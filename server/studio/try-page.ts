import type { InvitationRow } from '../../db/queries/invitations.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { linkUrl } from '../fieldwork/links.ts'
import { assetUrl } from '../http/assets.ts'
import { formatTime } from '../http/format.ts'
import { linkWarning } from '../http/link-reach.ts'
import { studyShell } from '../http/staff-shell.ts'
import { Refusal } from '../refusal.ts'
import { readDefinition } from '../studies/definition.ts'
import { newestDraft } from '../studies/draft-history.ts'
import { stateName } from '../studies/state-text.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import type { PreviewPage, TryPage } from './life-pages.ts'
import { whatIsMissing } from './missing.ts'

/** Returns the page on which a study is tried: previews, test links, comments, test answers. */
export function tryPage(context: Context, visit: StudyVisit): TryPage {
  const { study, base, person } = visit
  const isDraft = study.state === 'draft' || study.state === 'testing'
  const draft = newestDraft(context, study.id)
  const isWhole = !isDraft || readDefinition(draft.written).ok
  const walks = new Map(
    context.queries.testComments.listWalks.all(study.id).map((walk) => [walk.invitation_id, walk]),
  )
  const shell = studyShell({ ...visit, title: 'Try it', tab: 'Try it' })
  const comments = commentsOf(context, study.id)
  const respondents = context.queries.respondents.countTest.get(study.id)!
  return {
    ...shell,
    css: [...shell.css, assetUrl('css/studio.css')],
    base,
    mayMake: isWhole && !['closed', 'archived'].includes(stateName(study, visit.now)),
    obstacles: isWhole
      ? []
      : whatIsMissing(draft.written, draft.shown)
          .filter(({ topic }) => topic !== 'languages')
          .map(({ sentence, href }) => ({ text: sentence, href: `${base}/definition/${href}` })),
    isBehind: study.state === 'testing' && !isWhole,
    links: linksOf(context, visit).map(({ link, made }) => ({
      id: link.id,
      language: languageName(link.language),
      url: linkUrl(context, link),
      made,
      progress: progressOf(walks.get(link.id)),
    })),
    linkWarning: linkWarning(context.config.baseUrl),
    comments,
    openComments: comments.filter(({ resolved }) => resolved === undefined).length,
    data:
      respondents > 0 && mayDo(person, 'export')
        ? { href: `${base}/try/test-data.zip`, respondents }
        : undefined,
  }
}

/** Returns the page that shows a test link in a frame as wide as a phone or as a desktop. */
export function previewPage(context: Context, visit: StudyVisit, id: number, width: string): PreviewPage {
  const { base } = visit
  const all = linksOf(context, visit)
  const shown = all.find(({ link }) => link.id === id)
  if (!shown) throw new Refusal('not_found', 'There is no such test link any more. Make new ones.')
  const { link } = shown
  const isPhone = width !== 'desktop'
  const shell = studyShell({ ...visit, title: 'Preview', tab: 'Try it' })
  const here = isPhone ? 'phone' : 'desktop'
  // One preview a language: the newest link of each.
  const newest = [...new Map([...all].reverse().map((one) => [one.link.language, one.link])).values()]
  return {
    ...shell,
    css: [...shell.css, assetUrl('css/studio.css')],
    base,
    heading: `Preview in ${languageName(link.language)}`,
    src: new URL(linkUrl(context, link)).pathname,
    isPhone,
    ways: [
      {
        what: 'Width',
        links: [
          { label: 'Phone', href: `${base}/try/${id}?width=phone`, current: isPhone },
          { label: 'Desktop', href: `${base}/try/${id}?width=desktop`, current: !isPhone },
        ],
      },
      {
        what: 'Language',
        links: visit.definition.languages
          .flatMap((code) => newest.find((one) => one.language === code) ?? [])
          .map((one) => ({
            label: languageName(one.language),
            href: `${base}/try/${one.id}?width=${here}`,
            current: one.language === link.language,
          })),
      },
    ],
  }
}

/** The test links of a study: the newest batch first, in it the languages in the order of the study. */
function linksOf(context: Context, { study }: StudyVisit): { link: InvitationRow; made: string }[] {
  const { invitations } = context.queries
  const times = new Map(invitations.listTimes.all(study.id, 'test').map((row) => [row.id, row.created_at]))
  return invitations.listOfStudy
    .all(study.id, 'test')
    .toSorted((a, b) => times.get(b.id)! - times.get(a.id)! || a.id - b.id)
    .map((link) => ({ link, made: formatTime(times.get(link.id)!, context.config.zone, 'en') }))
}

function progressOf(walk: { completed_at: number | null } | undefined): string {
  if (!walk) return 'not opened by Start yet'
  return walk.completed_at === null ? 'on the way' : 'walked to the end'
}

function languageName(code: string): string {
  return isLanguage(code) ? languageNames[code] : code
}

function commentsOf(context: Context, studyId: number): TryPage['comments'] {
  return context.queries.testComments.listOfStudy.all(studyId).map((row) => ({
    id: row.id,
    page: row.page === '' ? 'first page' : row.page,
    language: languageName(row.language),
    text: row.text,
    at: formatTime(row.written_at, context.config.zone, 'en'),
    resolved: row.resolved_at === null ? undefined : `resolved by ${row.resolved_by}`,
  }))
}
