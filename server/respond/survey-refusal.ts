import { type Reason, Refusal } from '../refusal.ts'
import type { Language } from '../words/languages.ts'

/** Why a personal link does not lead on. */
export type LinkTrouble =
  | 'unknown'
  | 'revoked'
  | 'not_open'
  | 'paused'
  /** paused before this person began */
  | 'paused_new'
  | 'closed'
  | 'closed_partial'
  | 'closed_finished'
  /** a link that is handed around took as many as it may in a day, or in a minute */
  | 'full'
  | 'crowded'

/** Who to turn to, where a link still tells. */
export interface Sender {
  society: { shortName: string; name: string } | undefined
  contactEmail: string
  /** when a study that is not open yet opens, and the zone to say it in */
  opens?: { at: number; zone: string } | undefined
  /** by which somebody who cannot change their answers any more may have them withdrawn */
  reference?: string | undefined
  /** the link between addresses and answers was deleted */
  isAnonymous?: boolean
  /** the languages its study is offered in */
  languages: readonly Language[]
}

/** A link that does not lead on, with what its page needs to say so in the person's language. */
export class SurveyRefusal extends Refusal {
  readonly trouble: LinkTrouble
  readonly language: Language | undefined
  readonly sender: Sender | undefined

  constructor(trouble: LinkTrouble, language?: Language, sender?: Sender) {
    super(reasonOf(trouble), trouble)
    this.trouble = trouble
    this.language = language
    this.sender = sender
  }
}

function reasonOf(trouble: LinkTrouble): Reason {
  if (trouble === 'unknown') return 'not_found'
  if (trouble === 'full' || trouble === 'crowded') return 'too_many'
  return ['not_open', 'paused', 'paused_new'].includes(trouble) ? 'forbidden' : 'gone'
}
