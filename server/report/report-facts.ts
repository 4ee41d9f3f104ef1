import type { DecisionRow } from '../../db/queries/exclusions.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import type { StageShare } from '../fieldwork/funnel-shares.ts'
import { smallCellThresholdOf } from '../fieldwork/small-cells.ts'
import { withheldCounts, withhold } from '../fieldwork/withheld.ts'
import type { Chances } from '../findings/chance.ts'
import { countErasedDecisions } from '../findings/erased-decisions.ts'
import type { ConstructIntervals } from '../findings/intervals.ts'
import { keptResult } from '../findings/kept-results.ts'
import type { StudyResult } from '../findings/study-result.ts'
import { formatTime } from '../http/format.ts'
import type { TargetSensitivity } from '../sensitivity/pack.ts'
import { readConflicts } from '../sensitivity/read-people.ts'
import {
  type Knowledge,
  knowledgeAt,
  type OpeningMoments,
  openingMoments,
} from '../studies/opening-moments.ts'
import { countSimulated, type SimulatedCount } from '../studies/simulated.ts'
import { fieldDates } from './field-dates.ts'

/** A stage of the funnel as a report may show it: small counts are withheld, because reports are handed on. */
export interface ReportedStage extends Omit<StageShare, 'n' | 'ofN'> {
  /** undefined: withheld */
  n: number | undefined
  ofN: number | undefined
}

/** Links that were sent by other means leave the mail stages at 0, which would read like a failure: they are left out. */
export function toldStages(funnel: readonly ReportedStage[]): ReportedStage[] {
  const isMailed = funnel.some(({ stage, n }) => stage === 'mailed' && n !== 0)
  return funnel.filter(({ stage }) => isMailed || (stage !== 'mailed' && stage !== 'not_bounced'))
}

/** When a study was in the field, in words with the zone. */
export interface FieldDates {
  opened: string
  closed: string
  /** until when new starts were taken; undefined where that is when it closed */
  lastStart: string | undefined
  /** without an end: until it closed */
  pauses: { from: string; to: string | undefined }[]
  /** every change of a closing time that stood before */
  moves: { at: string; from: string | undefined; to: string | undefined; reason: string }[]
  /** when the link between addresses and answers was cut; undefined: it was not */
  cut: string | undefined
}

/** A decision to leave somebody or something out, or to take that back; by role, because reports are handed on. */
export interface ReportedDecision {
  /** pseudonym, or id of the item with its code */
  what: string
  kind: DecisionRow['kind']
  excluded: boolean
  /** it leaves out now */
  stands: boolean
  reason: string
  byRole: string
  at: string
  knowledge: Knowledge
}

/** Everything a report is written from; each number comes from where the pages take it. */
export interface ReportFacts extends FieldDates {
  slug: string
  result: StudyResult
  /** the planned run with recorded exclusions applied, where there are any */
  withDecisions: StudyResult | undefined
  /** every decision recorded after the plan, the oldest first */
  decisions: ReportedDecision[]
  /** decisions on people whose answers were erased since: the log counts them, nothing else is known of them */
  erasedDecisions: number
  /** when results opened and were first looked at, in words; undefined = not recorded */
  openedAt: { opened: string | undefined; seen: string | undefined }
  funnel: ReportedStage[]
  /** completed by a personal link, of the listed; undefined where it is not known who came how */
  response: ReportedStage | undefined
  hasOpenLinks: boolean
  /** slugs of the societies that hand a link around */
  openSocieties: string[]
  threshold: number
  /** undefined where they could not be made */
  sensitivity: TargetSensitivity[] | undefined
  /** the bootstrap of surgeons on the primary construct; none with too few of them */
  intervals: ConstructIntervals | 'none'
  /** how many misfits chance gives on the primary construct, or of the ratings; none where it was not simulated */
  chances: Chances | 'none'
  /** of the respondents analysed; undefined where the study did not ask */
  conflicts: { yes: number; no: number; open: number } | undefined
  simulated: SimulatedCount | undefined
  versions: { label: string; published: string; sha256: string }[]
  written: string
}

/** Reads what a report is written from. The study must be closed. */
export function readReportFacts(
  context: Context,
  study: StudyRow,
  { sensitivity, intervals, chances }: Pick<ReportFacts, 'sensitivity' | 'intervals' | 'chances'>,
): ReportFacts {
  const zone = study.close_zone ?? context.config.zone
  const at = (moment: number) => formatTime(moment, zone, 'en')
  const result = keptResult(context, study)
  const moments = openingMoments(context, study.id)
  const decisions = reportedDecisions(context, study, result, moments, at)
  const inWords = (moment: number | undefined) => (moment === undefined ? undefined : at(moment))
  return {
    slug: study.slug,
    result,
    withDecisions: decisions.some(({ stands }) => stands)
      ? keptResult(context, study, { run: { recorded: true } })
      : undefined,
    decisions,
    erasedDecisions: countErasedDecisions(context, study.id),
    openedAt: { opened: inWords(moments.opened), seen: inWords(moments.seen) },
    ...reportedCounts(result),
    hasOpenLinks: context.queries.funnel.hasOpenLinks.get(study.id) === 1,
    openSocieties: context.queries.funnel.openSocieties.all(study.id),
    threshold: smallCellThresholdOf(result.definition),
    sensitivity,
    intervals,
    chances,
    conflicts: countConflicts(context, result),
    simulated: countSimulated(context, study.id),
    ...fieldDates(context, study, at),
    versions: context.queries.studies.listVersions
      .all(study.id)
      .filter((row) => row.number > 0)
      .map((row) => ({
        label: row.minor === 0 ? `${row.number}` : `${row.number}.${row.minor}`,
        published: at(row.created_at),
        sha256: row.sha256,
      })),
    written: at(context.now()),
  }
}

function reportedDecisions(
  context: Context,
  { id }: StudyRow,
  { comparators }: StudyResult,
  moments: OpeningMoments,
  toText: (moment: number) => string,
): ReportedDecision[] {
  const codes = new Map(comparators.map((one) => [one.id, one.codes]))
  const rows = context.queries.exclusions.list.all({ studyId: id }).reverse()
  return rows.map(({ kind, name, excluded, reason, by_role, at, is_newest }) => ({
    what: codes.has(name) ? `${name} (${codes.get(name)})` : name,
    kind,
    excluded: excluded === 1,
    stands: excluded === 1 && is_newest === 1,
    reason,
    byRole: by_role,
    at: toText(at),
    knowledge: knowledgeAt(at, moments),
  }))
}

function reportedCounts({
  people,
  definition,
  survey,
}: StudyResult): Pick<ReportFacts, 'funnel' | 'response'> {
  const isWithheld = withheldCounts(people.rows, definition, survey.run.include)
  const reported = (share: StageShare): ReportedStage => ({ ...share, ...withhold(share, {}, isWithheld) })
  return { funnel: people.funnel.map(reported), response: people.response && reported(people.response) }
}

function countConflicts(context: Context, { survey }: StudyResult): ReportFacts['conflicts'] {
  const found = readConflicts(context, survey)
  if (!found) return undefined
  return {
    yes: found.filter((one) => one === true).length,
    no: found.filter((one) => one === false).length,
    open: found.filter((one) => one === null).length,
  }
}
