import type { StudyRow } from '../../db/queries/studies.ts'
import { Refusal } from '../refusal.ts'
import type { Language } from '../words/languages.ts'

/** Why a personal link does not lead on. */
export type LinkTrouble =
  | 'unknown'
  | 'revoked'
  | 'not_open'
  | 'paused'
  | 'closed'
  | 'closed_partial'
  | 'closed_finished'

/** A link that does not lead on, with what its page needs to say so in the person's language. */
export class SurveyRefusal extends Refusal {
  readonly trouble: LinkTrouble
  readonly language: Language | undefined
  readonly study: StudyRow | undefined

  constructor(trouble: LinkTrouble, language?: Language, study?: StudyRow) {
    super(
      trouble === 'unknown'
        ? 'not_found'
        : trouble === 'not_open' || trouble === 'paused'
          ? 'forbidden'
          : 'gone',
      trouble,
    )
    this.trouble = trouble
    this.language = language
    this.study = study
  }
}
