import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { chancesOf } from './chance.ts'
import { chanceFacts } from './chance-text.ts'
import { modelFigures, ratingFigures, timesFigure } from './figures.ts'
import { dependenceOf, itemHeads, stepsText } from './item-rows.ts'
import { judgeColumns, judgeRows } from './judge-rows.ts'
import { keptResult } from './kept-results.ts'
import { fixed, range } from './numbers.ts'
import { shownDecisions } from './quality-decisions.ts'
import { factsOf } from './quality-facts.ts'
import type { QualityPage } from './quality-pages.ts'
import { itemTable, judgeTable, type QualityChoice } from './quality-tables.ts'
import { decidedValue } from './result-page.ts'
import { findingsShell } from './result-shell.ts'
import type { Finding, StudyResult } from './study-result.ts'

/** Returns the quality page of one analysis, the primary construct of the first target where none is asked for. */
export function qualityPage(context: Context, visit: StudyVisit, choice: QualityChoice): QualityPage {
  const { base, study } = visit
  const result = keptResult(context, study)
  const analyses = analysesOf(result)
  const shown =
    choice.analysis === undefined ? analyses[0] : analyses.find(({ name }) => name === choice.analysis)
  if (!shown) throw new Refusal('not_found', 'There is no such analysis.')
  const { analysis, finding } = shown
  const rows = judgeRows(result.judges, analysis)
  const columns = judgeColumns.filter(({ key }) => rows.some(({ values }) => values[key] !== null))
  const figures = figuresOf(result, finding, base)
  const chances =
    analysis.outcome === 'fit'
      ? chancesOf(context, study, finding ? finding.construct.slug : null, result)
      : 'none'
  const table = judgeTable(context, visit, { rows, columns, analysis: shown.name, choice })
  return {
    ...findingsShell(visit, { title: 'Quality', tab: 'Quality', pending: chances === 'under way' }),
    heading: 'Quality of the answers',
    lead: 'How each respondent judged and how each item behaved, under pseudonyms. A flag asks for a look; it is no verdict.',
    analysisName: shown.label,
    choices: analyses.map(({ name, label }) => ({
      label,
      href: `${base}/quality?${new URLSearchParams({ analysis: name }).toString()}`,
      current: name === shown.name,
    })),
    none: analysis.outcome === 'fit' ? undefined : analysis.sentence,
    facts: factsOf(result, rows, analysis, chanceFacts(shown.chanceName, analysis, chances)),
    contents: contentsOf(figures.length > 0),
    ...table,
    itemHeads,
    items: itemTable(context, visit, result, analysis),
    steps: stepsText(analysis),
    ...dependenceOf(analysis),
    figures,
    ...shownDecisions(context, study),
    planned: finding && plannedValue(finding),
    withDecisions: finding && decidedValue(context, { ...visit, changes: {} }, result, finding),
  }
}

function contentsOf(hasPictures: boolean): QualityPage['contents'] {
  return [
    { id: 'decisions', text: 'Decisions' },
    { id: 'judges', text: 'Respondents' },
    { id: 'items', text: 'Items' },
    { id: 'dependence', text: 'Items that hang together' },
    ...(hasPictures ? [{ id: 'pictures', text: 'Pictures' }] : []),
  ]
}

/** How the model holds, for the items shown, and how long judgements took. */
function figuresOf(result: StudyResult, finding: Finding | undefined, base: string): QualityPage['figures'] {
  const place = { base, changes: {} }
  const model = finding ? modelFigures(result, finding, place) : ratingFigures(result, place)
  return result.seconds.length === 0 ? model : [...model, timesFigure(result, place)]
}

function plannedValue({ values }: Finding): QualityPage['planned'] {
  const [value] = values
  if (!value || 'outcome' in value) return { value: '–', interval: '–' }
  return {
    value: fixed(value.predicted, value.decimals),
    interval: range(value.pi_with_target_se, value.decimals),
  }
}

interface ShownAnalysis {
  name: string
  /** as the engine's analyses are called: a paired one is of all targets */
  chanceName: string
  label: string
  analysis: AnalysisResult
  finding: Finding | undefined
}

/** Every finding, several targets named apart, and the rating items. */
function analysesOf({ findings, ratings, targets }: StudyResult): ShownAnalysis[] {
  const compared = findings.map((finding) => {
    const { construct, target, result } = finding
    const label = targets.length === 1 ? construct.name : `${target.name}: ${construct.name}`
    return {
      name: `${target.id}_${construct.slug}`,
      chanceName: finding.name,
      label,
      analysis: result,
      finding,
    }
  })
  return ratings
    ? [
        ...compared,
        {
          name: 'ratings',
          chanceName: 'ratings',
          label: 'Rating items',
          analysis: ratings,
          finding: undefined,
        },
      ]
    : compared
}
