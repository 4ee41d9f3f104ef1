import type { Context } from '../context.ts'
import { askedQuestions, textIn } from '../studies/definition-text.ts'
import type { Column } from './column.ts'
import { language, respondent, studyVersion } from './columns-shared.ts'
import { takeSnapshot } from './snapshot.ts'
import { csvFormat } from './to-csv.ts'

/** What somebody wrote in own words. */
export interface OwnWords {
  respondent: string
  version: string
  language: string
  variable: string
  question: string
  answer: string
}

/** own-words.csv: a file of its own, because words may tell who wrote them; the archive never holds it. */
export const ownWordsColumns: readonly Column[] = [
  respondent,
  studyVersion,
  language,
  { name: 'variable', label: 'Question, by the name it has in the definition', type: 'code', since: 1 },
  { name: 'question', label: 'The question, in the first language of the study', type: 'text', since: 1 },
  { name: 'answer', label: 'What was written, unaltered', type: 'text', since: 1 },
]

/**
 * Returns every answer in own words of those whose answers count so far, question by question in the order asked; who
 * withdrew, refused or is not eligible is left out. Refuses a study that is not published.
 */
export function listOwnWords(context: Context, slug: string): OwnWords[] {
  return context.read(() => {
    const snapshot = takeSnapshot(context, { slug, include: 'started', mode: 'live', flavour: 'script' })
    const order = new Map<string, number>()
    const words = snapshot.included.flatMap((person): OwnWords[] => {
      const { definition, label } = snapshot.versions.get(person.version_id)!
      const answers = new Map(
        context.queries.exports.listAnswers.all(person.id).map((row) => [row.variable, row.value]),
      )
      return askedQuestions(definition)
        .filter(({ type }) => type === 'text' || type === 'short_text')
        .flatMap(({ variable, text }): OwnWords[] => {
          if (!order.has(variable)) order.set(variable, order.size)
          const answer: unknown = JSON.parse(answers.get(variable) ?? 'null')
          if (typeof answer !== 'string') return []
          const question = textIn(text, definition.languages[0]!, definition)
          const { pseudonym, language: written } = person
          return [{ respondent: pseudonym, version: label, language: written, variable, question, answer }]
        })
    })
    // A stable sort: within a question the respondents stay in the order of their pseudonyms.
    return words.sort((a, b) => order.get(a.variable)! - order.get(b.variable)!)
  })
}

/** Returns own-words.csv for a spreadsheet: with a byte order mark, and nothing that it would run. */
export function ownWordsCsv(words: readonly OwnWords[]): string {
  const format = csvFormat(ownWordsColumns, 'excel')
  const rows = words.map((one) => [
    one.respondent,
    one.version,
    one.language,
    one.variable,
    one.question,
    one.answer,
  ])
  return format.header + format.toLines(rows)
}
