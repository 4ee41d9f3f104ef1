import type { Block, Fact, ReportDocument, Table } from './document.ts'

/**
 * Returns a report as Markdown for a manuscript: CommonMark with pipe tables, as pandoc and journals' converters read
 * it. Pictures are named by the file that the page offers; their numbers follow in the tables.
 */
export function toMarkdown(report: ReportDocument, pictureFile: (name: string) => string): string {
  const blocks = report.blocks.map((block) => blockText(block, pictureFile))
  const { simulated } = report
  return `${[
    ...(simulated ? [`> **${escapeMarkdown(simulated.title)}** ${escapeMarkdown(simulated.sentence)}`] : []),
    `# ${escapeMarkdown(report.title)}`,
    `*${escapeMarkdown(report.subtitle)}*`,
    factsText(report.front),
    ...blocks,
    '---',
    escapeMarkdown(report.notice),
  ].join('\n\n')}\n`
}

/** Returns plain text so that Markdown shows it as it stands, on one line. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\\`*_{}[\]<>#|~$&]/g, '\\$&')
      // What begins a list, a quotation or a rule only does so at the beginning of a line.
      .replace(/^([-+=])/, '\\$1')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}

function blockText(block: Block, pictureFile: (name: string) => string): string {
  switch (block.kind) {
    case 'heading':
      return `## ${escapeMarkdown(block.text)}`
    case 'subheading':
      return `### ${escapeMarkdown(block.text)}`
    case 'paragraph':
      return block.look === 'caution' ? `> ${escapeMarkdown(block.text)}` : escapeMarkdown(block.text)
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${escapeMarkdown(item)}`)
        .join('\n')
    case 'facts':
      return factsText(block.facts)
    case 'table':
      return tableText(block)
    case 'picture': {
      const { title, description, name } = block.picture
      const caption = `**Figure ${block.number}.** ${escapeMarkdown(title)}. ${escapeMarkdown(description)}`
      return `![${escapeMarkdown(title)}](${pictureFile(name)})\n\n${caption}`
    }
    case 'commands':
      return ['```', ...block.lines.map((line) => line.replaceAll('```', "'''")), '```'].join('\n')
  }
}

function factsText(facts: readonly Fact[]): string {
  return facts.map(({ name, text }) => `- **${escapeMarkdown(name)}:** ${escapeMarkdown(text)}`).join('\n')
}

function tableText({ number, title, columns, rows, notes }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `**Table ${number}.** ${escapeMarkdown(title)}\n`,
    line(columns.map(({ name }) => escapeMarkdown(name) || ' ')),
    line(columns.map(({ isNumber }) => (isNumber ? '---:' : ':---'))),
    ...rows.map((row) => line(row.map((cell) => escapeMarkdown(cell) || ' '))),
    ...(notes.length > 0 ? [`\n${notes.map(escapeMarkdown).join(' ')}`] : []),
  ].join('\n')
}
