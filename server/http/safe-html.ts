import type { Markup } from '../pictures/markup.ts'

declare const safe: unique symbol

/**
 * HTML that this program wrote itself, the only text templates print raw: Markdown with HTML switched off
 * (http/markdown.ts), and drawings, in which every text was escaped when it was written (pictures/markup.ts).
 */
export type SafeHtml = string & { readonly [safe]: true }

/** Returns drawings as HTML. */
export function drawingsHtml(...drawings: Markup[]): SafeHtml {
  return drawings.join('') as string as SafeHtml
}
