import type { Context } from '../context.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { languageNames } from '../words/languages.ts'
import { listOwnWords } from './own-words.ts'
import type { OwnWordsPage } from './pages.ts'

/** Returns the page on which a coordinator reads what surgeons wrote, before anybody else does. */
export function ownWordsPage(context: Context, visit: StudyVisit): OwnWordsPage {
  const words = listOwnWords(context, visit.study.slug)
  const variables = [...new Set(words.map((one) => one.variable))]
  return {
    ...studyShell({ ...visit, title: 'In own words', tab: 'Data' }),
    action: `${visit.base}/data/own-words`,
    back: `${visit.base}/data`,
    count: words.length,
    questions: variables.map((variable) => {
      const answers = words.filter((one) => one.variable === variable)
      return {
        variable,
        question: answers[0]!.question,
        answers: answers.map(({ respondent, language, answer }) => ({
          respondent,
          language,
          languageName: languageNames[language as keyof typeof languageNames],
          text: answer,
        })),
      }
    }),
  }
}
