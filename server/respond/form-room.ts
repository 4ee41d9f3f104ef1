import type { Context } from '../context.ts'
import { linkKey, readLinkToken } from '../fieldwork/links.ts'
import { questionPages } from '../studies/definition-questions.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import { longestComment } from './comment-routes.ts'
import { requireLink } from './open-link.ts'
import { bareToken } from './page-flow.ts'
import { longest } from './question-form.ts'
import { SurveyRefusal } from './survey-refusal.ts'

/** Bytes of a form without texts in own words: an answer, an address, and what every page carries along. */
const plainRoom = 4096
/** A letter of Korean is three bytes, and a form writes each as `%EA`; what counts as two letters is twelve. */
const bytesPerLetter = 9
/** Letters a number may be written with. */
const longestNumber = 20

/** Returns how many bytes the form of a page may have, such as `/<token>/about`; refuses a link that is not ours. */
export function roomOf(context: Context, path: string): number {
  const [, part = '', page = '', target] = path.split('/')
  const token = bareToken(part)
  // The sum in the link alone tells whether it is ours: most forms need no more, and no look into the database.
  if (!readLinkToken(linkKey(context), token)) throw new SurveyRefusal('unknown')
  const asks = questionPages.some((one) => one === page)
  if (!asks && page !== 'comment') return plainRoom
  const { definition, invitation } = requireLink(context, token)
  if (!asks) return invitation.kind === 'test' ? plainRoom + longestComment * bytesPerLetter : plainRoom
  const questions = askedQuestions(definition).filter(
    (one) => one.page === page && (target === undefined || (one.target ?? target) === target),
  )
  // In steps, so that a study has few readers.
  return plainRoom * (1 + Math.ceil(sum(questions.map(bytesOf)) / plainRoom))
}

/** The most that a question adds to a form: its name with each answer, and the revision it was shown with. */
function bytesOf({ type, variable, options = [] }: AskedQuestion): number {
  const named = variable.length + 'q_=&1000000.'.length
  if (type === 'text' || type === 'short_text') return named + longest[type] * bytesPerLetter
  const chosen = options.map(({ value }) => named + value.length)
  return type === 'multiple' ? sum(chosen) : Math.max(named + longestNumber * bytesPerLetter, ...chosen)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
