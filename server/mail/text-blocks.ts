/** A part of a mail: a paragraph of lines, in which web addresses are told apart. */
export interface Piece {
  text: string
  /** undefined: plain words */
  href: string | undefined
}

/** A paragraph as lines of pieces. */
export type Paragraph = Piece[][]

/**
 * Returns a finished text as paragraphs, with the given addresses as links and nothing else: HTML and preview are
 * made from this, so that they cannot say anything that the plain text does not.
 */
export function paragraphsOf(text: string, links: readonly string[]): Paragraph[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.split('\n').map((line) => piecesOf(line, links)))
}

function piecesOf(line: string, links: readonly string[]): Piece[] {
  const known = links.filter((link) => link !== '')
  const pieces: Piece[] = []
  let rest = line
  for (;;) {
    const next = known
      .map((link) => ({ link, at: rest.indexOf(link) }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at || other.link.length - one.link.length)[0]
    if (!next) break
    if (next.at > 0) pieces.push({ text: rest.slice(0, next.at), href: undefined })
    pieces.push({ text: next.link, href: next.link })
    rest = rest.slice(next.at + next.link.length)
  }
  if (rest !== '' || pieces.length === 0) pieces.push({ text: rest, href: undefined })
  return pieces
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Returns a mail's HTML: paragraphs and links, no image, nothing loaded from anywhere, readable in a dark window. */
export function toMailHtml(paragraphs: readonly Paragraph[], language: string): string {
  const body = paragraphs
    .map((lines) => `<p style="margin:0 0 1em">${lines.map(toHtmlLine).join('<br>\n')}</p>`)
    .join('\n')
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:1.5em;font:16px/1.5 Georgia,'Noto Serif',serif">
<div style="max-width:36em">
${body}
</div>
</body>
</html>
`
}

function toHtmlLine(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text, href }) =>
      href === undefined ? escapeHtml(text) : `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`,
    )
    .join('')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark]!)
}
