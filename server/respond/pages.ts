import type { SurveyShell } from './survey-shell.ts'

/** A page that only says something, with at most one way on. */
export interface MessagePage extends SurveyShell {
  heading: string
  paragraphs: string[]
  next: { href: string; label: string } | undefined
}

export interface RespondPages {
  'respond/message': MessagePage
}

export type RespondPartials = Record<never, never>
