import type { ExportedRespondent } from '../../db/queries/exports.ts'
import type { StudyRow, StudyVersionRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { comparatorWrvu } from '../studies/comparator-wrvu.ts'
import type { Definition } from '../studies/definition.ts'
import { requireStudy } from '../studies/require-study.ts'
import type { Flavour } from './to-csv.ts'

/** Which answers of which study, for which program. */
export interface ExportRequest {
  slug: string
  /** `completed`: who answered to the end; `started`: everybody who began. */
  include: 'completed' | 'started'
  mode: 'live' | 'test'
  flavour: Flavour
  /**
   * Whom decisions recorded after the plan leave out of analyses: left out unless `off`, which keeps them as the frozen
   * plan does
   */
  decisions?: 'applied' | 'off'
  /** also the files for single programs, analysis.R and the engine's results */
  programs?: boolean
  /** pictures and videos: `all`, `none`, or all but the videos where they are very many bytes (media-files.ts) */
  media?: 'all' | 'none'
  /** the study still takes answers: no page may offer an estimate, so results and script are left out */
  blind?: boolean
}

/** An item as rows show it. */
export interface ItemFacts {
  role: 'target' | 'comparator'
  wrvu: number | null
  year: number | null
}

/** A study version with what every row needs from it. */
export interface ExportedVersion {
  /** `1`, or `1.2` after typo-sized changes */
  label: string
  row: StudyVersionRow
  definition: Definition
  items: Map<string, ItemFacts>
}

/** What one export is made of. Respondents are in the order of their pseudonyms. */
export interface Snapshot {
  request: ExportRequest
  study: StudyRow
  /** by id; only versions that are published, or those of tests for test data */
  versions: Map<number, ExportedVersion>
  newest: ExportedVersion
  /** who has a row in respondents.csv */
  listed: ExportedRespondent[]
  /** whose answers are in the files: not withdrawn, consent not refused, not found ineligible */
  included: ExportedRespondent[]
  /** days are told in this zone */
  zone: string
}

/** Reads what an export is made of; must run inside one read transaction with everything that follows. */
export function takeSnapshot(context: Context, request: ExportRequest): Snapshot {
  const { study, rows } = requireVersions(context, request)
  const versions = new Map(rows.map((row) => [row.id, toExportedVersion(row)]))
  const newest = versions.get(rows.at(-1)!.id)!
  const all = context.queries.exports.listRespondents.all(study.id, request.mode)
  const listed = request.include === 'started' ? all : all.filter((one) => stateOf(one) === 'completed')
  return {
    request,
    study,
    versions,
    newest,
    listed,
    included: listed.filter((one) => whyLeftOut(one) === undefined),
    zone: study.close_zone ?? context.config.zone,
  }
}

/** Returns the study of a request and its versions, at least one; refuses where there is nothing to export. */
export function requireVersions(
  context: Context,
  { slug, mode }: Pick<ExportRequest, 'slug' | 'mode'>,
): { study: StudyRow; rows: StudyVersionRow[] } {
  const study = requireStudy(context, slug)
  const all = context.queries.studies.listVersions.all(study.id)
  const rows = all.filter((row) => row.number > 0 === (mode === 'live'))
  if (rows.length > 0) return { study, rows }
  throw new Refusal(
    'conflict',
    mode === 'live'
      ? `The study "${slug}" is not published yet: there are no answers to export.`
      : `The study "${slug}" has no test answers; publishing wipes them.`,
  )
}

/** Returns why nothing a respondent said is in a file of answers, or undefined when it is. */
export function whyLeftOut(respondent: ExportedRespondent): string | undefined {
  if (respondent.withdrawn_at !== null) return 'withdrew'
  if (respondent.consent === 'refused') return 'refused consent'
  return respondent.eligible === 0 ? 'not eligible' : undefined
}

/** How far a respondent came; a withdrawal outweighs completion, and who is not eligible has not completed. */
export function stateOf(respondent: ExportedRespondent): 'started' | 'completed' | 'withdrawn' {
  if (respondent.withdrawn_at !== null) return 'withdrawn'
  return respondent.completed_at === null || whyLeftOut(respondent) !== undefined ? 'started' : 'completed'
}

function toExportedVersion(row: StudyVersionRow): ExportedVersion {
  const definition = JSON.parse(row.definition) as Definition
  const items = new Map<string, ItemFacts>()
  for (const target of definition.targets) items.set(target.id, { role: 'target', wrvu: null, year: null })
  for (const comparator of definition.comparators) {
    const { wrvu } = comparatorWrvu(comparator)
    items.set(comparator.id, { role: 'comparator', wrvu, year: comparator.wrvuYear })
  }
  const label = row.minor === 0 ? `${row.number}` : `${row.number}.${row.minor}`
  return { label, row, definition, items }
}

/** Returns how many of those whose answers are in the files were made up by the program. */
export function countSimulatedIn({ included }: Pick<Snapshot, 'included'>): number {
  return included.filter(({ is_simulated }) => is_simulated === 1).length
}
