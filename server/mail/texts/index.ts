import type { Language } from '../../words/languages.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { ko } from './ko.ts'
import type { MailWords } from './mail-text.ts'
import { pt } from './pt.ts'

const catalogues: Record<Language, MailWords> = { en, es, pt, ko }

/** Returns what mail says in a language unless the study says something else. */
export function mailWords(language: Language): MailWords {
  return catalogues[language]
}

export type { MailText } from './mail-text.ts'
