/** The languages surgeons can answer in, in the order the switch shows them. */
export const languages = ['en', 'es', 'pt', 'ko'] as const

export type Language = (typeof languages)[number]

/** True for a code of one of the product's languages. */
export function isLanguage(code: unknown): code is Language {
  return languages.includes(code as Language)
}

/** What each language calls itself, for the language switch. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  pt: 'Português',
  ko: '한국어',
}
