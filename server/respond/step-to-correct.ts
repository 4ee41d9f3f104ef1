import type { Context } from '../context.ts'
import { askedQuestions } from '../studies/definition-text.ts'
import { type Step, stepsBeforePairs } from './next-step.ts'
import type { StartedVisit } from './open-link.ts'
import { listAnswers, unmetVariables } from './save-answers.ts'

/**
 * Returns the page with the first answer that keeps somebody from taking part, which they may have mistyped. Any other
 * page would send them back to "not eligible" as soon as it is saved.
 */
export function stepToCorrect(
  context: Context,
  { definition, respondent }: Pick<StartedVisit, 'definition' | 'respondent'>,
): Step | undefined {
  const unmet = unmetVariables(definition, listAnswers(context, respondent.id))
  const pages = askedQuestions(definition)
    .filter(({ variable }) => unmet.includes(variable))
    .map<string>(({ page }) => page)
  return stepsBeforePairs(definition).find((step) => pages.includes(step.split('/')[0]!))
}
