import type { Picture } from '../pictures/picture.ts'
import type { Block, Table } from './document.ts'

/** Short ways to write blocks; numbers of tables and figures are given at the end. */

export function heading(text: string): Block {
  return { kind: 'heading', id: text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), text }
}

export function subheading(text: string): Block {
  return { kind: 'subheading', text }
}

export function paragraph(text: string, look?: 'lead' | 'caution' | 'small'): Block {
  return look === undefined ? { kind: 'paragraph', text } : { kind: 'paragraph', text, look }
}

export function list(items: string[], ordered = false): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items, ordered }]
}

/** A column name that begins with # holds numbers; one that ends with ? is left out where all its cells are empty. */
export function table(
  title: string,
  columns: readonly string[],
  rows: string[][],
  notes: string[] = [],
): Table {
  const kept = columns.flatMap((name, index) =>
    name.endsWith('?') && rows.every((row) => row[index] === '') ? [] : [index],
  )
  return {
    kind: 'table',
    number: 0,
    title,
    columns: kept.map((index) => {
      const name = columns[index]!
      return { name: name.replace(/^#|\?$/g, ''), isNumber: name.startsWith('#') }
    }),
    rows: rows.map((row) => kept.map((index) => row[index]!)),
    notes,
  }
}

export function picture(drawn: Picture | undefined): Block[] {
  return drawn ? [{ kind: 'picture', picture: drawn, number: 0 }] : []
}

/** Returns the blocks with tables and figures numbered in their order. */
export function numbered(blocks: readonly Block[]): Block[] {
  let [tables, figures] = [0, 0]
  return blocks.map((block) => {
    if (block.kind === 'table') return { ...block, number: ++tables }
    return block.kind === 'picture' ? { ...block, number: ++figures } : block
  })
}

/** `a, b and c`, or with another word before the last. */
export function joined(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** More societies than this are counted where there is little room. */
export const manySocieties = 3

/** The whole name of a society, and the short one that the rest of the report uses. */
export function societyName({ name, shortName }: { name: string; shortName: string }): string {
  return shortName === name ? name : `${name} (${shortName})`
}

/** Two moments in words, as `formatTime` gives them; a zone that both have is said once. */
export function fromTo(from: string, to: string): string {
  const zone = / \([^()]+\)$/.exec(to)?.[0]
  return `${zone !== undefined && from.endsWith(zone) ? from.slice(0, -zone.length) : from} to ${to}`
}

/** Returns a text of several lines as one paragraph, without the marks of Markdown, which study texts may hold. */
export function plain(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
