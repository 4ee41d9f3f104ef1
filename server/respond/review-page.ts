import type { Context } from '../context.ts'
import type { QuestionPage } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import { nextStep } from './next-step.ts'
import type { StartedVisit } from './open-link.ts'
import type { ReviewPage } from './pages.ts'
import { answerText, pageHeadings } from './question-texts.ts'
import { type AnswerValue, listAnswers } from './save-answers.ts'
import { itemName, requireItem, say, visitShell } from './visit-shell.ts'

type Row = ReviewPage['groups'][number]['rows'][number]

/** Returns "Check your answers": everything given so far, each with its way to change it. */
export function reviewPage(context: Context, visit: StartedVisit): ReviewPage {
  const { words, base } = visit
  const answers = listAnswers(context, visit.respondent.id)
  const groups = [
    ...questionGroups(visit, answers, ['disclosure', 'procedure', 'experience']),
    ...pairGroups(context, visit),
    ...ratingGroup(visit, answers),
    ...questionGroups(visit, answers, ['times', 'reference', 'materials', 'about']),
  ]
  const missing = groups.flatMap((group) => group.rows).filter((row) => !row.answered).length
  const finished = nextStep(context, visit.respondent, visit.definition) === 'done'
  return {
    ...visitShell(visit, words.reviewHeading, 'by-main-form', { page: 'review' }),
    action: `${base}/finish`,
    back: finished ? `${base}/done` : undefined,
    progress: undefined,
    heading: words.reviewHeading,
    notice: undefined,
    errors: [],
    hidden: [],
    introduction: words.reviewIntroduction,
    missing: missing > 0 ? words.reviewMissing(missing) : undefined,
    groups,
    finished,
    doneHref: `${base}/done`,
  }
}

function pairGroups(context: Context, visit: StartedVisit): ReviewPage['groups'] {
  const { words, definition, base } = visit
  const rows = context.queries.judgements.list.all(visit.respondent.id)
  return definition.constructs
    .map((construct) => ({
      heading: say(visit, construct.name),
      rows: rows
        // A repeat is asked twice on purpose: shown beside the first answer, it would be made to agree with it.
        .filter((row) => row.construct === construct.slug && row.is_repeat === 0)
        .map((row): Row => {
          const items = [row.item_a, row.item_b].map((id) => requireItem(definition, id))
          const names = items.map((item) => itemName(visit, item))
          const more = (name: string) => say(visit, construct.answerMore).replace('{item}', () => name)
          const texts = {
            more: more(names[0]!),
            less: more(names[1]!),
            equal: words.aboutEqual,
            cannot: words.cannotCompare,
          }
          return {
            id: `pair-${row.seq}`,
            // Nobody remembers every code: the second item's label says what it is.
            what: `${names.join(' – ')}, ${say(visit, items[1]!.label)}`,
            answer: row.response ? texts[row.response] : words.notAnswered,
            answered: row.response !== null,
            href: `${base}/pairs/${row.seq}?from=review`,
          }
        }),
    }))
    .filter((group) => group.rows.length > 0)
}

function ratingGroup(visit: StartedVisit, answers: Map<string, AnswerValue>): ReviewPage['groups'] {
  const { definition, words, base } = visit
  const { ratingScale, ratingItems } = definition
  if (!ratingScale || ratingItems.length === 0) return []
  const rows = ratingItems.map((item, index): Row => {
    const category = answers.get(item.id)
    const text = typeof category === 'number' ? say(visit, ratingScale.categories[category]) : undefined
    return {
      id: `rating-${index + 1}`,
      what: say(visit, item.label),
      answer: text ?? words.notAnswered,
      answered: text !== undefined,
      href: `${base}/ratings/${index + 1}?from=review`,
    }
  })
  return [{ heading: say(visit, ratingScale.question), rows }]
}

function questionGroups(
  visit: StartedVisit,
  answers: Map<string, AnswerValue>,
  pages: QuestionPage[],
): ReviewPage['groups'] {
  return pages
    .map((page) => {
      const asked = askedQuestions(visit.definition).filter((question) => question.page === page)
      // The empty rows of a list are no missing answers; a list without any answer stays as one line.
      const counts = asked.filter(
        ({ group, required, variable }) => required || !group || (answers.get(variable) ?? null) !== null,
      )
      const shown = counts.length > 0 ? counts : asked.slice(0, 1)
      return {
        heading: pageHeadings(visit.words)[page],
        rows: shown.map((question) => questionRow(visit, question, answers)),
      }
    })
    .filter((group) => group.rows.length > 0)
}

function questionRow(visit: StartedVisit, question: AskedQuestion, answers: Map<string, AnswerValue>): Row {
  const { words, definition, base } = visit
  const { page, variable } = question
  const text = answerText(visit, question, answers.get(variable))
  const target = question.target ?? definition.targets[0]?.id
  const several = question.target !== undefined && definition.targets.length > 1
  const name = several ? itemName(visit, requireItem(definition, question.target!)) : ''
  return {
    id: `question-${variable}`,
    what: [name, say(visit, question.group), say(visit, question.text)].filter(Boolean).join(': '),
    answer: text ?? words.notAnswered,
    answered: text !== undefined,
    href: `${base}/${page === 'procedure' ? `procedure/${target}` : page}?from=review`,
  }
}
