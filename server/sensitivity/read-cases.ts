import type { Context } from '../context.ts'
import { studyAnalyses } from '../exports/programs/study-analyses.ts'
import { analysedOf, readSurvey, type Survey } from '../exports/programs/survey.ts'
import { runFunnel } from '../exports/run-funnel.ts'
import { takeSnapshot } from '../exports/snapshot.ts'
import { smallCellThresholdOf } from '../fieldwork/small-cells.ts'
import { withheldCounts } from '../fieldwork/withheld.ts'
import type { AnalysisOptions } from '../results/answer-table.ts'
import { optionsOf, plannedRun, type Run, whyNoRun } from '../results/run.ts'
import type { Definition, Target } from '../studies/definition.ts'
import { codesText, textIn } from '../studies/definition-text.ts'
import { targetNames } from '../studies/target-names.ts'
import { languages } from '../words/languages.ts'
import type { ConstructTable, Reading, SensitivityCase } from './case.ts'
import { readPeople } from './read-people.ts'
import { withSecondAnswers } from './second-answers.ts'

/**
 * Returns what is to be analysed in other ways: the primary construct of every target whose plan reads a value off; a
 * dichotomised model reads two. Must run inside one read transaction. A study without comparisons has none.
 */
export function readCases(context: Context, slug: string): SensitivityCase[] {
  const { snapshot, run } = plannedSnapshot(context, slug)
  const survey = readSurvey(context, snapshot, { run })
  const { definition } = survey
  if (definition.targets.length === 0 || run.readOut === 'none' || whyNoRun(run)) return []
  const all = { ...run, include: 'started' as const, planRules: false }
  const everybody = readSurvey(context, takeSnapshot(context, { ...snapshot.request, include: 'started' }), {
    run: all,
  })
  const planned = optionsOf(run, { seed: 1, replications: 0 })
  const names = targetNames(definition)
  const withheldSocieties = societiesWithheld(context, survey, snapshot.study.id)
  return definition.targets.flatMap((target) => {
    const tables = constructTables(survey, target)
    const primary = tables.find(({ slug: name }) => name === definition.primaryConstruct) ?? tables[0]
    const others = tables.filter((one) => one !== primary)
    const wider = constructTables(everybody, target).find((one) => one.slug === primary?.slug)
    if (!primary || !wider) return []
    return readingsOf(planned).map((reading) => ({
      target: target.id,
      targetName: names.get(target.id)!.name,
      reading,
      people: readPeople(context, survey, target, primary.slug),
      primary,
      others,
      everybody: wider.table,
      repeated: withSecondAnswers(survey, target.id, primary),
      planned,
      ...namesOf(definition),
      smallCellThreshold: smallCellThresholdOf(definition),
      withheldSocieties,
    }))
  })
}

function plannedSnapshot(context: Context, slug: string) {
  const request = { slug, include: 'completed', mode: 'live', flavour: 'script' } as const
  const first = takeSnapshot(context, request)
  const run: Run = plannedRun(first.newest.definition.plan)
  const snapshot =
    run.include === 'completed' ? first : takeSnapshot(context, { ...request, include: run.include })
  return { snapshot, run }
}

/** Societies of which the funnel does not tell how many this analysis takes. */
function societiesWithheld(context: Context, survey: Survey, studyId: number): string[] {
  const people = { analysed: analysedOf(survey), include: survey.run.include }
  const isWithheld = withheldCounts(runFunnel(context, studyId, people), survey.definition, people.include)
  return survey.definition.societies
    .map(({ slug }) => slug)
    .filter((society) => isWithheld('analysed', { society }))
}

/** Staff pages are English; the survey names its languages in their own words. */
const inEnglish = new Intl.DisplayNames('en', { type: 'language' })

/** The tables of a target, one for each construct; a paired model holds all targets in each of them. */
function constructTables(survey: Survey, target: Target): ConstructTable[] {
  return studyAnalyses(survey).flatMap((analysis) => {
    if (analysis.construct === null || (analysis.target ?? target.id) !== target.id) return []
    const construct = survey.definition.constructs.find((one) => one.slug === analysis.construct)
    return [
      {
        slug: analysis.construct,
        name: textIn(construct?.name, 'en', survey.definition),
        table: analysis.table(),
      },
    ]
  })
}

function readingsOf({ model, ties, readOut }: AnalysisOptions): Reading[] {
  if (readOut === 'comparators-mean') return ['comparators-mean']
  return model === 'dichotomous' && ties !== 'drop' ? ['more = 1', 'more or equal = 1'] : ['target']
}

function namesOf(definition: Definition): Pick<SensitivityCase, 'itemNames' | 'groupNames'> {
  const specialties = definition.questions.find(({ variable }) => variable === 'specialty')?.options ?? []
  return {
    itemNames: Object.fromEntries([
      ...[...targetNames(definition)].map(([id, { short }]) => [id, short]),
      ...definition.comparators.map((item) => [item.id, codesText(item)]),
    ]),
    groupNames: {
      society: Object.fromEntries(definition.societies.map((one) => [one.slug, one.shortName])),
      language: Object.fromEntries(languages.map((code) => [code, inEnglish.of(code) ?? code])),
      specialty: Object.fromEntries(
        specialties.map(({ value, label }) => [value, textIn(label, 'en', definition)]),
      ),
    },
  }
}
