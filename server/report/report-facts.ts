import type { DecisionRow } from '../../db/queries/exclusions.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import type { StageShare } from '../fieldwork/funnel.ts'
import { smallCellThresholdOf } from '../fieldwork/small-cells.ts'
import { withheldCounts, withhold } from '../fieldwork/withheld.ts'
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
export interface ReportFacts {
  slug: string
  result: StudyResult
  /** the planned run with recorded exclusions applied, where there are any */
  withDecisions: StudyResult | undefined
  /** every decision recorded after the plan, the oldest first */
  decisions: ReportedDecision[]
  /** when results opened and were first looked at, in words; undefined = not recorded */
  openedAt: { opened: string | undefined; seen: string | undefined }
  funnel: ReportedStage[]
  hasOpenLinks: boolean
  threshold: number
  /** undefined where they could not be made */
  sensitivity: TargetSensitivity[] | undefined
  /** the bootstrap of surgeons on the primary construct; none with too few of them */
  intervals: ConstructIntervals | 'none'
  /** of the respondents analysed; undefined where the study did not ask */
  conflicts: { yes: number; no: number; open: number } | undefined
  mode: StudyRow['mode']
  simulated: SimulatedCount | undefined
  /** moments in words, with the zone */
  opened: string
  closed: string
  pauses: string[]
  versions: { label: string; published: string; sha256: string }[]
  written: string
}

/** Reads what a report is written from. The study must be closed. */
export function readReportFacts(
  context: Context,
  study: StudyRow,
  { sensitivity, intervals }: Pick<ReportFacts, 'sensitivity' | 'intervals'>,
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
    openedAt: { opened: inWords(moments.opened), seen: inWords(moments.seen) },
    funnel: reportedFunnel(result),
    hasOpenLinks: context.queries.funnel.hasOpenLinks.get(study.id) === 1,
    threshold: smallCellThresholdOf(result.definition),
    sensitivity,
    intervals,
    conflicts: countConflicts(context, result),
    mode: study.mode,
    simulated: countSimulated(context, study.id),
    ...datesOf(context, study, at),
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

function reportedFunnel({ people, definition }: StudyResult): ReportedStage[] {
  const isWithheld = withheldCounts(people.rows, definition)
  return people.funnel.map((share) => ({ ...share, ...withhold(share, {}, isWithheld) }))
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

function datesOf(
  context: Context,
  study: StudyRow,
  at: (moment: number) => string,
): Pick<ReportFacts, 'opened' | 'closed' | 'pauses'> {
  const transitions = context.queries.studies.listTransitions.all(study.id)
  const opened = transitions.find(({ state }) => state === 'live')
  const closed = transitions.find(({ state }) => state === 'closed')
  // A closing time that has passed closes a study before anybody has recorded it.
  const end = closed?.at ?? study.closes_at
  return {
    opened: opened ? at(opened.at) : 'a time that was not recorded',
    closed: end === null || end === undefined ? 'a time that was not recorded' : at(end),
    pauses: transitions.filter(({ state }) => state === 'paused').map((one) => at(one.at)),
  }
}
