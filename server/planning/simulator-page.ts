import type { Context } from '../context.ts'
import { toFigure } from '../figures/figure.ts'
import { assetUrl } from '../http/assets.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { intervalWidthPicture } from '../pictures/interval-width.ts'
import type { Picture } from '../pictures/picture.ts'
import { wrvuLinePicture } from '../pictures/wrvu-line.ts'
import { newestDraft } from '../studies/draft-history.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { lineFindings, linePoints } from '../studies/wrvu-line.ts'
import type { Expectations } from './expectations.ts'
import { foundSentences, foundWarnings, shareText, stoppingRuleText, widthText } from './found-text.ts'
import type { FoundModel, SimulatorPage } from './pages.ts'
import { designChoices, planGroups } from './plan-fields.ts'
import { type PlanField, toFields } from './plan-form.ts'
import { judgementsOf, minutesOf, type StudyPlan } from './study-plan.ts'
import { usualPlan } from './usual-plan.ts'

/** Returns the simulator of a study: its comparators on the line, what the plan leads to expect, and the assumptions. */
export function simulatorPage(
  context: Context,
  visit: StudyVisit,
  given: {
    fields?: Record<string, string>
    problems?: Problem[]
    found?: Expectations | undefined
    maySimulate: boolean
  },
): SimulatorPage {
  const problems = given.problems ?? []
  const plan = given.found?.plan ?? usualPlan(visit.definition)
  const fields = given.fields ?? toFields(plan)
  const points = linePoints(visit.definition)
  const shell = studyShell({
    ...visit,
    title: 'Simulator',
    tab: 'Simulator',
    hasErrors: problems.length > 0,
  })
  return {
    ...shell,
    css: [...shell.css, assetUrl('css/pictures.css'), assetUrl('css/drawing.css')],
    problems,
    base: visit.base,
    line: toFigure(linePicture(visit, plan)),
    findings: lineFindings(points, plan.expectedWrvu).map(({ sentence }) => sentence),
    found: given.found && foundModel(context, visit, given.found),
    designs: designChoices.map((one) => ({ ...one, checked: one.value === fields.design })),
    groups: planGroups.map(({ heading, fields: group }) => ({
      heading,
      fields: group.map(({ name, label, hint }) => ({
        id: name,
        label,
        hint,
        type: 'text' as const,
        value: fields[name] ?? '',
        error: problemOf(problems, name),
        autocomplete: 'off',
      })),
    })),
    maySimulate: given.maySimulate,
  }
}

/** Returns the comparators of a study on the line of work RVUs. */
export function linePicture(visit: StudyVisit, plan: Pick<StudyPlan, 'expectedWrvu'>): Picture {
  return wrvuLinePicture({
    name: 'wrvu-line',
    title: 'The comparators on the line of work RVUs',
    points: linePoints(visit.definition),
    expected: plan.expectedWrvu,
  })
}

function foundModel(context: Context, visit: StudyVisit, found: Expectations): FoundModel {
  const { plan, replications } = found
  return {
    sentences: foundSentences(found),
    warnings: foundWarnings(found),
    figure: toFigure(widthPicture(found)),
    rows: rowsOf(found),
    footnote: `Each line is the middle of ${replications} simulated studies, analysed as your own study will be. Covered: how often the interval held the value that was put in; 95 % is meant, and more is caution.`,
    minutes: `One surgeon gives ${judgementsOf(plan)} judgements in about ${Math.round(minutesOf(plan))} minutes.`,
    keep: keepModel(context, visit, found),
  }
}

function widthPicture({ bySurgeons }: Expectations): Picture {
  return intervalWidthPicture({
    name: 'interval-width',
    title: 'Width of the interval by the number of surgeons',
    widthTitle: 'Width of the 95 % prediction interval (wRVU)',
    series: [
      {
        name: 'this plan',
        points: bySurgeons.flatMap(({ surgeons, result }) =>
          result ? [{ surgeons, width: result.width }] : [],
        ),
      },
    ],
    now: null,
    goal: null,
  })
}

function rowsOf({ plan, bySurgeons, moreComparators, replications }: Expectations): FoundModel['rows'] {
  const sizes = bySurgeons.map((one) => ({ one, size: `${one.surgeons} surgeons` }))
  const more =
    moreComparators && moreComparators.comparators > plan.comparators
      ? [
          {
            one: moreComparators,
            size: `${moreComparators.surgeons} surgeons, ${moreComparators.comparators} comparators`,
          },
        ]
      : []
  return [...sizes, ...more].map(({ one, size }) => ({
    size,
    isPlan: one.surgeons === plan.surgeons && one.comparators === plan.comparators,
    width: one.result ? widthText(one.result.width) : 'no value',
    unanimous: one.result ? shareText(one.result.unanimous, replications) : '',
    coverage: one.result ? `${Math.round(100 * one.result.coverage)} %` : '',
  }))
}

function keepModel(context: Context, visit: StudyVisit, found: Expectations): FoundModel['keep'] {
  const { study, definition } = visit
  if (study.state !== 'draft' && study.state !== 'testing') return undefined
  const fields = toFields(found.plan)
  return {
    revision: newestDraft(context, study.id).revision,
    hidden: (Object.keys(fields) as PlanField[]).map((name) => ({ name, value: fields[name] })),
    stoppingRule: definition.plan.stoppingRule || stoppingRuleText(found),
  }
}
