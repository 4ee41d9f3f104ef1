declare const drawn: unique symbol

/** SVG that this folder wrote: every text in it is escaped, every number in it is finite. */
export type Markup = string & { readonly [drawn]: true }

type Attributes = Record<string, string | number | undefined>

/** Returns one element. Attributes that are undefined are left out; a number that is none is a fault. */
export function element(name: string, attributes: Attributes, ...children: (Markup | undefined)[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${attributeText(name, key, key === 'class' ? ownClasses(name, value!) : value!)}"`,
    )
    .join('')
  const content = children.filter((child) => child !== undefined).join('')
  return (content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`) as Markup
}

/** Returns text for people as it stands inside an element. */
export function words(text: string): Markup {
  return escaped(text) as Markup
}

/** Returns a text at a place; class `tick`, `strong` … says how it looks. */
export function textAt(
  x: number,
  y: number,
  text: string,
  look: { class?: string; anchor?: 'start' | 'middle' | 'end' } = {},
): Markup {
  const anchor = look.anchor === 'start' ? undefined : look.anchor
  return element('text', { x, y, class: look.class, 'text-anchor': anchor }, words(text))
}

/** Returns a straight line. */
export function lineFrom(
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  look: string,
): Markup {
  return element('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], class: look })
}

/** Classes inside a drawing begin with `p-`: a page's rule for `.bar` would move the bars of a picture. */
function ownClasses(name: string, classes: string | number): string {
  return name === 'svg' ? String(classes) : String(classes).replace(/[^ ]+/g, 'p-$&')
}

function attributeText(name: string, key: string, value: string | number): string {
  if (typeof value === 'string') {
    if (key === 'd' && /NaN|Infinity/.test(value)) throw new Error(`a ${name} without numbers`)
    return escaped(value)
  }
  if (!Number.isFinite(value)) throw new Error(`${key} of a ${name} is no number`)
  // Two decimals are finer than any screen; adding 0 turns -0 into 0.
  return String(Math.round(value * 100) / 100 + 0)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// Characters that XML cannot hold at all, not even as references.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(notXml, '')
    .replace(/[&<>"]/g, (mark) => entities[mark]!)
}

/**
 * Returns a finished drawing moved down by `room` pixels, with parts above it and a sentence first in its description.
 * A drawing that this folder did not frame is a fault.
 */
export function withRoomAbove(svg: Markup, room: number, above: Markup[], sentence: string): Markup {
  const parts = /^(<svg [^>]*viewBox="0 0 \d+ )(\d+)("[^>]*>.*?<desc[^>]*>)(.*?<\/desc>)(.*)<\/svg>$/s.exec(
    svg,
  )
  if (!parts) throw new Error('a drawing without size or description')
  const [, start, height, described, description, drawing] = parts
  const moved = element('g', { transform: `translate(0 ${room})` }, drawing as Markup)
  const opening = `${start}${Number(height) + room}${described}${words(sentence)} ${description}`
  return `${opening}${above.join('')}${moved}</svg>` as Markup
}
