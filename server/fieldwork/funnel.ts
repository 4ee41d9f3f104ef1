import type { FunnelCounts } from '../../db/queries/funnel.ts'
import type { Context } from '../context.ts'

export type FunnelStage = Exclude<keyof FunnelCounts, 'society' | 'wave' | 'language'>

/** A stage on the way from the list to the analysis, with what it means and what its rate is taken of. */
export interface StageDefinition {
  stage: FunnelStage
  name: string
  definition: string
  ofStage: FunnelStage | undefined
}

/** The stages in order; every screen, file and report takes them from here. */
export const funnelStages: readonly StageDefinition[] = [
  { stage: 'listed', name: 'Listed', definition: 'Members on the list.', ofStage: undefined },
  {
    stage: 'mailed',
    name: 'Mailed',
    definition: 'The mail server accepted an invitation that this program sent.',
    ofStage: 'listed',
  },
  {
    stage: 'not_bounced',
    name: 'Not bounced',
    definition: 'Mailed, and the invitation did not come back.',
    ofStage: 'mailed',
  },
  {
    stage: 'started',
    name: 'Started',
    definition: 'Pressed Start. Opening the link is not counted: mail scanners do it too.',
    ofStage: 'listed',
  },
  {
    stage: 'consented',
    name: 'Consented',
    definition: 'Started, and agreed to take part.',
    ofStage: 'started',
  },
  {
    stage: 'eligible',
    name: 'Eligible',
    definition: 'Consented, and met the study’s eligibility rule.',
    ofStage: 'consented',
  },
  {
    stage: 'judged',
    name: '≥ 1 judgement',
    definition: 'Eligible, and answered at least one comparison or rating item.',
    ofStage: 'eligible',
  },
  {
    stage: 'completed',
    name: 'Completed',
    definition: 'Reached the end and sent the answers.',
    ofStage: 'started',
  },
  {
    stage: 'analysed',
    name: 'Analysed',
    definition: 'Completed, not withdrawn, and not excluded by a recorded decision.',
    ofStage: 'completed',
  },
]

/** How many of one society, wave and language of the invitation reached a stage. */
export interface FunnelRow {
  stage: FunnelStage
  society: string
  wave: number
  language: string
  n: number
}

/**
 * Returns the funnel of a study, one row per stage, society, wave and language. Test answers never count. Once the
 * identity link is cut it is the frozen table; only who is analysed is counted anew, because leaving somebody out is
 * decided later and needs no identity.
 */
export function funnelOf(context: Context, studyId: number): FunnelRow[] {
  const { funnel } = context.queries
  const frozen = funnel.frozen.all(studyId) as FunnelRow[]
  const counted = () => countFunnel(context, studyId)
  if (frozen.length === 0) return counted()
  if (funnel.hasRespondents.get(studyId) === undefined) return frozen
  const analysed = counted().filter(({ stage }) => stage === 'analysed')
  return frozen.map((row) =>
    row.stage === 'analysed' ? { ...row, n: analysed.find((one) => isSamePlace(one, row))?.n ?? 0 } : row,
  )
}

function isSamePlace(a: FunnelRow, b: FunnelRow): boolean {
  return a.society === b.society && a.wave === b.wave && a.language === b.language
}

function countFunnel(context: Context, studyId: number): FunnelRow[] {
  return context.queries.funnel.count.all({ studyId }).flatMap((counts) =>
    funnelStages.map(({ stage }) => ({
      stage,
      society: counts.society,
      wave: counts.wave,
      language: counts.language,
      n: counts[stage],
    })),
  )
}

/** How many reached a stage, and of how many: the denominator is always named. */
export interface StageShare extends StageDefinition {
  n: number
  /** undefined for the first stage, and where the denominator is not known (open links) */
  ofN: number | undefined
  ofName: string | undefined
}

/** Whether people came by links that were handed around: in a study, or the societies where they did. */
export type OpenLinks = boolean | ReadonlySet<string>

/** Returns the societies of a study some of whose people came by links that were handed around. */
export function openSocieties(context: Context, studyId: number): ReadonlySet<string> {
  return new Set(context.queries.funnel.openSocieties.all(studyId))
}

/** Returns the shares of some of the rows, such as one society's. */
export function sharesOf(rows: readonly FunnelRow[], openLinks: OpenLinks): StageShare[] {
  const isOpen =
    typeof openLinks === 'boolean' ? openLinks : rows.some(({ society }) => openLinks.has(society))
  const sum = (stage: FunnelStage) =>
    rows.reduce((total, row) => (row.stage === stage ? total + row.n : total), 0)
  return funnelStages.map((definition) => {
    // How many people an open link was handed to is not known.
    const known = definition.ofStage !== undefined && !(isOpen && definition.stage === 'started')
    const of = known ? funnelStages.find(({ stage }) => stage === definition.ofStage) : undefined
    return { ...definition, n: sum(definition.stage), ofN: of && sum(of.stage), ofName: of?.name }
  })
}

/** Returns the funnel by one of its dimensions, in the order of the names. */
export function sharesBy(
  rows: readonly FunnelRow[],
  dimension: 'society' | 'wave' | 'language',
  openLinks: OpenLinks,
): { name: string; shares: StageShare[] }[] {
  const names = [...new Set(rows.map((row) => String(row[dimension])))].sort()
  return names.map((name) => ({
    name,
    shares: sharesOf(
      rows.filter((row) => String(row[dimension]) === name),
      openLinks,
    ),
  }))
}
