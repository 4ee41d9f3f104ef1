import MarkdownIt from 'markdown-it'
import type { SafeHtml } from './safe-html.ts'

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
// Study texts load nothing from elsewhere.
markdown.disable('image')

const rendered = new Map<string, SafeHtml>()

/** Returns Markdown as HTML; study texts are few and immutable, so each is rendered once per process. */
export function toSafeHtml(text: string): SafeHtml {
  let html = rendered.get(text)
  if (html === undefined) {
    html = markdown.render(text) as SafeHtml
    if (rendered.size > 5000) rendered.clear()
    rendered.set(text, html)
  }
  return html
}
