import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { dataFilesText } from '../exports/programs/data-files.ts'
import { ruleText } from '../exports/programs/left-out.ts'
import { tellsStage } from '../fieldwork/funnel-shares.ts'
import { smallCellThresholdOf, withheldRule } from '../fieldwork/small-cells.ts'
import { seesEveryMember, withheldFrom, withhold } from '../fieldwork/withheld.ts'
import { formatTime } from '../http/format.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { runWords } from '../results/plan-differences.ts'
import { openingMoments } from '../studies/opening-moments.ts'
import { reckonedText } from './analysis-words.ts'
import type { Fact, Provenance } from './pages.ts'
import type { People } from './people.ts'
import type { StudyResult } from './study-result.ts'

const metrics = {
  'persons-mean-0': 'the surgeons’ mean is 0',
  'items-mean-0': 'the procedures’ mean is 0',
} as const

/** Returns where 0 logits lies, in words. */
export function metricText(result: AnalysisResult | undefined, isStar: boolean): string {
  if (!result?.metric) return 'no measures'
  if (result.metric === 'items-mean-0' || !isStar) return metrics[result.metric]
  return `${metrics[result.metric]}, which is where the target lies: a negative measure is less than it`
}

/** Returns how a result was made: model, people, hashes, so that somebody else can make it again. */
export function provenanceOf(
  context: Context,
  person: PersonRow,
  study: StudyRow,
  result: StudyResult,
): Provenance {
  const { run, version, definition, engineVersion } = result
  const analysis = result.findings[0]?.result ?? result.ratings
  const pairs = definition.targets.length > 0
  const { exclusions, exclusionRules = [] } = definition.plan
  const plannedExclusions = [
    ...exclusions,
    ...exclusionRules.map((rule) => `Applied by the program: ${ruleText(rule)}.`),
  ]
  return {
    model: [
      `${capital(runWords.model[run.model])}, ${runWords.estimator[run.estimator]}`,
      ...(pairs ? [runWords.tieRule[run.tieRule], `the value is read ${runWords.readOut[run.readOut]}`] : []),
    ].join('; '),
    facts: [
      { label: 'Analysed', value: runWords.include[run.include] },
      { label: 'Zero of the scale', value: metricText(analysis, pairs) },
      { label: 'Standard errors', value: reckonedText(analysis?.standard_error) },
      { label: 'Infit and outfit', value: reckonedText(analysis?.fit_flavour) },
      ...(pairs
        ? [
            {
              label: 'Work RVUs',
              value: [...new Set(result.comparators.map(({ source }) => source))].join('; '),
            },
          ]
        : []),
      ...(plannedExclusions.length > 0
        ? [{ label: 'Left out by plan', value: plannedExclusions.join(' ') }]
        : []),
      { label: 'Stopping rule', value: definition.plan.stoppingRule },
      { label: 'Program', value: `Comparand ${engineVersion}` },
      { label: 'Study version', value: version.label },
      ...openingFacts(context, study),
    ],
    hashes: [
      { label: 'Analysis plan', value: version.planSha256, hint: 'frozen at publishing' },
      {
        label: 'Data',
        value: result.dataSha256,
        hint: `of ${dataFilesText(definition.ratingItems.length > 0)} in a bundle of the same analysis`,
      },
      { label: 'Definition', value: version.sha256 },
    ],
    people: peoplePart(person, result),
  }
}

/** When results could be seen: what was decided after it may have been decided because of them. */
function openingFacts(context: Context, study: StudyRow): Fact[] {
  const { opened, seen } = openingMoments(context, study.id)
  const zone = study.close_zone ?? context.config.zone
  return [
    ...(opened === undefined ? [] : [{ label: 'Results opened', value: formatTime(opened, zone, 'en') }]),
    ...(seen === undefined ? [] : [{ label: 'First looked at', value: formatTime(seen, zone, 'en') }]),
  ]
}

function peoplePart(person: PersonRow, { people, definition, survey }: StudyResult): Provenance['people'] {
  const seesAll = seesEveryMember(person)
  const isWithheld = withheldFrom(person, people.rows, definition, survey.run.include)
  const threshold = smallCellThresholdOf(definition)
  return {
    funnel: people.funnel.filter(tellsStage(people.rows)).map((share): Fact => {
      const { n, ofN } = withhold(share, {}, isWithheld)
      if (n === undefined) return { label: share.name, value: 'withheld' }
      const rate =
        ofN === undefined || ofN === 0
          ? undefined
          : `${Math.round((100 * n) / ofN)} % of ${ofN} ${share.ofName?.toLowerCase()}`
      return { label: share.name, value: String(n), hint: rate }
    }),
    excluded: excludedRows(people, seesAll ? 1 : threshold),
    hint: seesAll || threshold <= 1 ? undefined : withheldHint(threshold),
  }
}

function withheldHint(threshold: number): string {
  return withheldRule(threshold)
}

const deciders: Record<People['excluded'][number]['by'], string> = {
  respondent: 'their own doing',
  plan: 'rule of the plan',
  recorded: 'recorded decision',
  run: 'this run',
}

/** What people did themselves is told apart only to those who see the members: a count of one may name somebody. */
function excludedRows({ excluded }: People, threshold: number): Provenance['people']['excluded'] {
  const toText = (n: number) => (n > 0 && n < threshold ? `fewer than ${threshold}` : String(n))
  const own = excluded.filter(({ by }) => by === 'respondent')
  const others = excluded.filter(({ by }) => by !== 'respondent')
  const together = own.reduce((sum, { n }) => sum + n, 0)
  const ownRows =
    threshold === 1
      ? own.map(({ reason, n }) => ({ reason, n: String(n), by: deciders.respondent }))
      : together === 0
        ? []
        : [
            {
              reason: 'did not answer to the end, withdrew, refused consent or is not eligible',
              n: toText(together),
              by: deciders.respondent,
            },
          ]
  return [
    ...ownRows,
    ...others.map(({ reason, n, by, target }) => ({
      reason: target === undefined ? reason : `${reason}: answers about ${target} only`,
      n: String(n),
      by: deciders[by],
    })),
  ]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
