import type { Context } from '../context.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { Definition } from '../studies/definition.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import { type FunnelRow, funnelOf, type StageShare, sharesBy, sharesOf } from './funnel.ts'
import type { FunnelPage, StageCell } from './pages.ts'

/** Returns the field-work page: the funnel in all, and by society, language and wave. */
export function funnelPage(context: Context, visit: StudyVisit): FunnelPage {
  const rows = funnelOf(context, visit.study.id)
  const openLinks = context.queries.funnel.hasOpenLinks.get(visit.study.id) === 1
  const all = sharesOf(rows, openLinks)
  const most = Math.max(1, ...all.map((share) => share.n))
  return {
    ...studyShell({ ...visit, title: 'Field work', tab: 'Field work' }),
    stages: all.map((share) => ({
      ...toCell(share),
      definition: share.definition,
      width: Math.round((100 * share.n) / most),
    })),
    tables: [
      tableBy(rows, 'society', 'By society', openLinks, (slug) => societyName(visit.definition, slug)),
      tableBy(rows, 'language', 'By language of the invitation', openLinks, (code) =>
        isLanguage(code) ? languageNames[code] : code,
      ),
      tableBy(rows, 'wave', 'By wave', openLinks, (wave) => `Wave ${wave}`),
    ].filter((table) => table.rows.length > 0),
    openLinks,
  }
}

function tableBy(
  rows: FunnelRow[],
  dimension: 'society' | 'wave' | 'language',
  heading: string,
  openLinks: boolean,
  nameOf: (name: string) => string,
): FunnelPage['tables'][number] {
  const groups = sharesBy(rows, dimension, openLinks)
  return {
    heading,
    dimension,
    stages: groups[0]?.shares.map((share) => share.name) ?? [],
    rows: groups.map(({ name, shares }) => ({ name: nameOf(name), cells: shares.map(toCell) })),
  }
}

function toCell({ name, n, ofN, ofName }: StageShare): StageCell {
  const rate =
    ofN === undefined || ofN === 0 || ofName === undefined
      ? ''
      : `${Math.round((100 * n) / ofN)} % of ${ofN} ${ofName.toLowerCase()}`
  return { name, n, rate }
}

function societyName(definition: Definition, slug: string): string {
  return definition.societies.find((one) => one.slug === slug)?.shortName ?? slug
}
