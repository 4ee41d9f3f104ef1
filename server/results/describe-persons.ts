import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import type { PersonItemFit } from '../measurement/person-item/item-estimates.ts'
import { posteriorMeasures } from '../measurement/person-item/person-measures.ts'
import type { Responses } from '../measurement/person-item/responses.ts'
import { answerHabits } from '../measurement/quality/judging-habits.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { WideAnswers } from './answer-table.ts'
import { personFit } from './fit-of-items.ts'

type Person = AnalysisResult['persons'][number]

/**
 * Every respondent with any answer to a calibrated item gets a measure, also those who were left out of the
 * calibration; posterior means exist for calibrated rows of a marginal fit only.
 */
export function describePersons(
  table: WideAnswers,
  responses: Responses,
  set: CalibrationSet,
  fit: PersonItemFit,
): Person[] {
  const { groups, wle, statistics } = personFit(responses, set, fit)
  const eap = posteriorByRow(set, fit)
  const habits = answerHabits(responses)
  return table.respondents.map((person, n) => {
    const group = groups.groupOfRow[n]!
    const has = group >= 0
    return {
      person,
      score: has ? groups.score[group]! : null,
      answers: habits[n]!.answers,
      theta: has ? wle.measures[group]! : null,
      se: has ? wle.errors[group]! : null,
      EAP: eap.get(n)?.[0] ?? null,
      EAP_sd: eap.get(n)?.[1] ?? null,
      infit: has ? statistics.infit[n]! : null,
      outfit: has ? statistics.outfit[n]! : null,
      straight_lining: habits[n]!.straightLining,
    }
  })
}

function posteriorByRow(set: CalibrationSet, fit: PersonItemFit): Map<number, [number, number]> {
  if (fit.estimator !== 'mml') return new Map()
  const eap = posteriorMeasures(fit)
  return new Map(
    Array.from(set.rowsUsed, (row, n) => {
      const group = fit.groups.groupOfRow[n]!
      return [row, [eap.measures[group]!, eap.errors[group]!]]
    }),
  )
}
