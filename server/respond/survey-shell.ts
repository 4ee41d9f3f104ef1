import { assetUrl } from '../http/assets.ts'
import type { Words } from '../words/index.ts'
import { type Language, languageNames } from '../words/languages.ts'

/** One entry of the language switch. */
export interface LanguageChoice {
  code: Language
  name: string
  current: boolean
  /** Address of the same page in that language, before a respondent exists; else the form is posted. */
  href: string | undefined
}

/** What every survey page has around its content. */
export interface SurveyShell {
  /** without the site's or society's name */
  title: string
  words: Words
  language: Language
  languageName: string
  /** The society's short name for a phone's width, and in full. */
  society: { shortName: string; name: string } | undefined
  languages: LanguageChoice[]
  /** Where pages without a form of their own post a change of language; undefined: the main form takes it. */
  languageAction: string | undefined
  contactEmail: string | undefined
  isTest: boolean
  /** where testers write about the page that is open; undefined where nobody tests */
  testComment: { action: string; page: string } | undefined
  hasErrors: boolean
  css: string
  script: string
  icon: string
}

/** Returns the shell of a survey page. */
export function surveyShell(given: {
  title: string
  words: Words
  language: Language
  offered: readonly Language[]
  hrefOf?: (language: Language) => string
  languageAction?: string | undefined
  society?: { shortName: string; name: string } | undefined
  contactEmail?: string | undefined
  isTest?: boolean
  testComment?: { action: string; page: string } | undefined
  hasErrors?: boolean
}): SurveyShell {
  return {
    title: given.title,
    words: given.words,
    language: given.language,
    languageName: languageNames[given.language],
    society: given.society,
    languages: given.offered.map((code) => ({
      code,
      name: languageNames[code],
      current: code === given.language,
      href: given.hrefOf?.(code),
    })),
    languageAction: given.languageAction,
    contactEmail: given.contactEmail,
    isTest: given.isTest ?? false,
    testComment: given.testComment,
    hasErrors: given.hasErrors ?? false,
    css: assetUrl('css/survey.css'),
    script: assetUrl('js/survey.js'),
    icon: assetUrl('icon.svg'),
  }
}
