import type { Context } from '../context.ts'
import { assetUrl } from '../http/assets.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { type Language, languageNames } from '../words/languages.ts'
import { labelOf, listTranslations } from './languages-page.ts'
import type { WordingLookPage, WordingPage } from './life-pages.ts'
import { languageOf, type Rewording } from './minor-version.ts'
import { editedAt } from './missing.ts'

/** The published version whose wording is corrected. */
export interface WordingVisit extends StudyVisit {
  version: { id: number; label: string; definition: Definition }
  language: Language
}

/** Returns a visit to the wording of a live study; refuses others. */
export function withVersion(context: Context, visit: StudyVisit, wished: string | undefined): WordingVisit {
  const row = context.queries.studies.findNewestVersion.get(visit.study.id)
  if (visit.study.state !== 'live' || !row || row.number === 0)
    throw new Refusal('conflict', 'Only the wording of a live study is corrected here.')
  const definition = JSON.parse(row.definition) as Definition
  const language = definition.languages.find((one) => one === wished) ?? definition.languages[0]!
  const label = row.minor === 0 ? String(row.number) : `${row.number}.${row.minor}`
  return { ...visit, version: { id: row.id, label, definition }, language }
}

/** Returns the page with every text of a live study in one language, to correct typing errors in. */
export function wordingPage(
  visit: WordingVisit,
  typed?: ReadonlyMap<string, string>,
  problems: Problem[] = [],
): WordingPage {
  const { base, version, language } = visit
  const { definition } = version
  const groups = new Map<string, WordingPage['groups'][number]['texts']>()
  for (const { path, translation } of listTranslations(definition, language)) {
    if (translation === '') continue
    const id = `${path}.${language}`
    const value = typed?.get(id) ?? translation
    const place = editedAt(definition, path)
    const text = { id, label: labelOf(definition, path, place), value, rows: rowsOf(value) }
    const title = place?.topic.title ?? 'More'
    groups.set(title, [...(groups.get(title) ?? []), text])
  }
  return {
    ...shellOf(visit, 'Correct a typing error', problems),
    base,
    problems,
    version: version.label,
    versionId: version.id,
    language,
    languages: definition.languages.map((code) => ({
      label: languageNames[code],
      href: `${base}/wording?language=${code}`,
      current: code === language,
    })),
    groups: [...groups].map(([heading, texts]) => ({ heading, texts })),
  }
}

/** Returns the page that shows exactly what would change, word by word, before it is saved. */
export function wordingLookPage(
  visit: WordingVisit,
  changes: Rewording[],
  wordings: ReadonlyMap<string, string>,
  { reason = '', problems = [] }: { reason?: string; problems?: Problem[] } = {},
): WordingLookPage {
  const { base, version, language } = visit
  const { definition } = version
  return {
    ...shellOf(visit, 'Look at the correction', problems),
    base,
    problems,
    versionId: version.id,
    language,
    nextVersion: nextLabel(version.label),
    reason,
    changes: changes.map(({ path, words }) => {
      const place = path.slice(0, -(languageOf(path)!.length + 1))
      const name = labelOf(definition, place, editedAt(definition, place))
      return { where: `${name} (${languageNames[languageOf(path)!]})`, words }
    }),
    wordings: changes.map(({ path }) => ({ path, text: wordings.get(path)! })),
  }
}

function shellOf(visit: WordingVisit, title: string, problems: Problem[]) {
  const shell = studyShell({ ...visit, title, tab: 'Definition', hasErrors: problems.length > 0 })
  return {
    ...shell,
    css: [...shell.css, assetUrl('css/studio.css')],
    scripts: [...shell.scripts, assetUrl('js/studio.js')],
  }
}

function nextLabel(label: string): string {
  const [number, minor = '0'] = label.split('.')
  return `${number}.${Number(minor) + 1}`
}

function rowsOf(value: string): number {
  return Math.min(Math.max(1, Math.ceil(value.length / 80)), 16)
}
