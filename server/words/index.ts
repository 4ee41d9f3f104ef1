import { en, type Words } from './en.ts'
import { es } from './es.ts'
import { ko } from './ko.ts'
import type { Language } from './languages.ts'
import { pt } from './pt.ts'

const catalogues: Record<Language, Words> = { en, es, pt, ko }

/** Returns the catalogue of a language. */
export function wordsIn(language: Language): Words {
  return catalogues[language]
}

export type { Words }
