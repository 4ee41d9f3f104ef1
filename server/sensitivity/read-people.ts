import type { ExportedRespondent } from '../../db/queries/exports.ts'
import type { Context } from '../context.ts'
import type { Survey } from '../exports/programs/survey.ts'
import { NO_TIME } from '../exports/programs/survey-answers.ts'
import type { Definition, Target } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import type { Person } from './case.ts'
import { anyYes } from './respondent-variants.ts'

/*
 * What respondents said about themselves is found by the fixed names of variables that every ready-made study has;
 * a study that asks otherwise has these variants marked as not asked.
 */
const performed = 'performed_target'
const typical = 'typical_patient'
const specialty = 'specialty'
/** Every question of the disclosure page whose variable begins so is about a financial interest. */
const disclosure = 'disclosure_'

/** Returns what is known of each respondent of a survey, in its order. */
export function readPeople(context: Context, survey: Survey, target: Target, construct: string): Person[] {
  const { definition, answers } = survey
  const seconds = secondsOf(survey)
  const variables = variablesFor(definition, target)
  return answers.respondents.map((one, row): Person => {
    const given = answersOf(context, one)
    const yes = (variable: string) => yesNo(given.get(variable))
    const chosen = variables.specialty === undefined ? undefined : (given.get(variables.specialty) ?? null)
    return {
      pseudonym: one.pseudonym,
      society: one.society,
      language: one.language,
      performer: variables.performed === undefined ? undefined : yes(variables.performed),
      typical: variables.typical === undefined ? undefined : yes(variables.typical),
      conflict: variables.disclosure.length === 0 ? undefined : anyYes(variables.disclosure.map(yes)),
      specialty: typeof chosen === 'string' || chosen === undefined ? chosen : null,
      unscored: countUnscored(context, one, target.id, construct),
      seconds: seconds[row]!,
    }
  })
}

/** Returns whether each respondent of a survey disclosed a financial interest; undefined where the study did not ask. */
export function readConflicts(context: Context, survey: Survey): (boolean | null)[] | undefined {
  const variables = disclosuresOf(askedQuestions(survey.definition))
  if (variables.length === 0) return undefined
  return survey.answers.respondents.map((one) => {
    const given = answersOf(context, one)
    return anyYes(variables.map((variable) => yesNo(given.get(variable))))
  })
}

function yesNo(value: unknown): boolean | null {
  return value === 'yes' ? true : value === 'no' ? false : null
}

function disclosuresOf(asked: readonly AskedQuestion[]): string[] {
  return asked
    .filter((one) => asksYesNo(one) && one.page === 'disclosure' && one.variable.startsWith(disclosure))
    .map(({ variable }) => variable)
}

function asksYesNo({ options }: AskedQuestion): boolean {
  const values = options?.map(({ value }) => value) ?? []
  return values.includes('yes') && values.includes('no')
}

/** The variables under which a target's answers are kept; undefined where the study does not ask. */
function variablesFor(definition: Definition, target: Target) {
  const asked = askedQuestions(definition).filter(
    (one) => one.target === undefined || one.target === target.id,
  )
  const find = (name: string) =>
    asked.find((one) => asksYesNo(one) && [name, `${name}_${target.id.toLowerCase()}`].includes(one.variable))
      ?.variable
  return {
    performed: find(performed),
    typical: find(typical),
    disclosure: disclosuresOf(asked),
    specialty: asked.find(({ variable, type }) => variable === specialty && type === 'single')?.variable,
  }
}

function answersOf(context: Context, one: ExportedRespondent): Map<string, unknown> {
  const rows = context.queries.exports.listAnswers.all(one.id)
  return new Map(rows.map(({ variable, value }) => [variable, JSON.parse(value) as unknown]))
}

/** First presentations about the target without a score: cannot compare, or no answer. */
function countUnscored(context: Context, one: ExportedRespondent, target: string, construct: string): number {
  return context.queries.exports.listAssignments
    .all(one.id)
    .filter(([, , slug, a, b, , isRepeat, , response]) => {
      const isOurs = slug === construct && isRepeat === 0 && (a === target || b === target)
      return isOurs && (response === null || response === 'cannot')
    }).length
}

function secondsOf({ answers }: Survey): number[][] {
  const seconds: number[][] = answers.respondents.map(() => [])
  for (let at = 0; at < answers.length; at++)
    if (answers.activeMs[at] !== NO_TIME) seconds[answers.respondent[at]!]!.push(answers.activeMs[at]! / 1000)
  return seconds
}
