import { load } from 'cheerio'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import type { Block, ReportDocument } from '../../server/report/document.ts'
import { escapeMarkdown, toMarkdown } from '../../server/report/to-markdown.ts'

const reader = new MarkdownIt({ html: true })
const words = (text: string) => text.replace(/\s+/g, ' ').trim()
const shown = (markdown: string) => words(load(reader.render(markdown)).text())

function reportOf(...blocks: Block[]): ReportDocument {
  return {
    simulated: undefined,
    title: 'A study',
    subtitle: 'Of surgeons',
    front: [],
    blocks,
    notice: 'Notice.',
  }
}
const nameFile = (name: string) => `endo-${name}.svg`

describe('whatever a study says stands in the Markdown as it was said', () => {
  test.each([
    '*stars*, _lines_ and `ticks`',
    '1. not a list',
    '- nor this',
    '# no heading',
    '> no quotation',
    '<script>alert(1)</script>',
    '[no](link) ![no](picture)',
    'a | b | c',
    'R² < 0.5 & n > 10',
    'costs $5 or $6',
    'back\\slash',
    '+ plus',
    '~~kept~~',
  ])('%s', (text) => {
    expect(shown(escapeMarkdown(text))).toBe(text)
  })

  test('any text survives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        // Control characters are no text; Markdown readers replace the null character.
        fc.pre(!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text))
        expect(shown(escapeMarkdown(text))).toBe(words(text))
      }),
      { numRuns: 500 },
    )
  })
})

describe('blocks', () => {
  test('a table keeps its cells, whatever they hold', () => {
    const table: Block = {
      kind: 'table',
      number: 3,
      title: 'Answers | of surgeons',
      columns: [
        { name: 'Code', isNumber: false },
        { name: 'Measure', isNumber: true },
      ],
      rows: [
        ['63030 | 63047', '−0.66'],
        ['', '1.2'],
      ],
      notes: ['A note.'],
    }
    const $ = load(reader.render(toMarkdown(reportOf(table), nameFile)))
    const cells = $('td')
      .toArray()
      .map((cell) => $(cell).text())
    expect(cells).toEqual(['63030 | 63047', '−0.66', '', '1.2'])
    expect($('th').length).toBe(2)
    expect($.text()).toContain('Table 3. Answers | of surgeons')
  })

  test('sponsor and interest come before the first heading', () => {
    const report = {
      ...reportOf({ kind: 'heading', id: 'summary', text: 'Summary' }),
      front: [{ name: 'Sponsor', text: 'A society' }],
    }
    const markdown = toMarkdown(report, nameFile)
    expect(markdown.indexOf('Sponsor')).toBeLessThan(markdown.indexOf('## Summary'))
    expect(markdown.startsWith('# A study\n')).toBe(true)
  })

  test('commands are not escaped, and cannot leave their fence', () => {
    const markdown = toMarkdown(
      reportOf({ kind: 'commands', lines: ['sha256sum r/answers.csv', '```'] }),
      nameFile,
    )
    expect(markdown).toContain('\nsha256sum r/answers.csv\n')
    expect(markdown.match(/^```$/gm)).toHaveLength(2)
  })
})
