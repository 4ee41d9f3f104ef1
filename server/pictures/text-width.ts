import { bundleForms } from './bundle-names.ts'

/*
 * How wide a text will be. The page's letters are the reader's own, so this reckons with DejaVu Sans, the widest of
 * the usual ones: what fits by this fits everywhere.
 */
const narrowLetters = /[iljtfrI.,:;|!'’()[\] ·/-]/
const wideLetters = /[mwMWQO@%+=<>~]/

/** Width of a text in pixels at a size in pixels. */
export function textWidth(text: string, size = 13): number {
  let ems = 0
  for (const letter of text) ems += emsOf(letter)
  return ems * size
}

/** Widths of the letters of code points below 256, looked up by the million. */
const latin = Array.from({ length: 256 }, (_, code) => reckonEms(String.fromCodePoint(code)))

function emsOf(letter: string): number {
  return latin[letter.codePointAt(0)!] ?? reckonEms(letter)
}

function reckonEms(letter: string): number {
  // Korean, Chinese and Japanese letters are square.
  if (letter.codePointAt(0)! >= 0x1100) return 1
  if (narrowLetters.test(letter)) return 0.38
  if (wideLetters.test(letter)) return 0.95
  return letter >= 'A' && letter <= 'Z' ? 0.7 : 0.64
}

/** Shortens a text to a width in pixels; an ellipsis shows where. */
export function shorten(text: string, width: number, size = 13): string {
  if (textWidth(text, size) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/**
 * Shortens names so that they stay different: bundles to their first code and how many more there are, other names
 * at their end; where the beginnings are the same, the ends are kept, and where these are the same too, they are
 * counted.
 */
export function shortNames(names: readonly string[], width: number, size = 13): string[] {
  const first = names.map((name) =>
    textWidth(name, size) <= width
      ? name
      : (bundleForm(name, names, width, size) ?? shorten(name, width, size)),
  )
  const second = first.map((name, index) =>
    isAlone(name, first) || names[index] === name ? name : keepEnd(names[index]!, width, size),
  )
  const seen = new Map<string, number>()
  return second.map((name, index) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    // The same name given twice stays the same.
    return isAlone(name, second) || names[index] === name ? name : `${name} (${count})`
  })
}

/** The shortest form that fits and that no other bundle shares. */
function bundleForm(name: string, names: readonly string[], width: number, size: number): string | undefined {
  return bundleForms(name).find(
    (form) =>
      textWidth(form, size) <= width &&
      !names.some((other) => other !== name && bundleForms(other).includes(form)),
  )
}

function isAlone(name: string, all: readonly string[]): boolean {
  return all.indexOf(name) === all.lastIndexOf(name)
}

function keepEnd(name: string, width: number, size: number): string {
  const letters = [...name]
  const head = shorten(name, width / 2, size)
  const tail: string[] = []
  while (letters.length > 0 && textWidth(head + tail.join('') + letters.at(-1)!, size) <= width)
    tail.unshift(letters.pop()!)
  return head + tail.join('')
}

/** Sets a text in lines of a width in pixels, broken at spaces and after plus signs; what `most` lines cannot hold is cut. */
export function inLines(text: string, width: number, size = 13, most = 2): string[] {
  if (textWidth(text, size) <= width) return [text]
  const breaks = [...text.matchAll(/ |(?<=\+)/g)].map(({ index }) => index)
  const at = breaks.findLast((index) => textWidth(text.slice(0, index), size) <= width)
  if (!at || most <= 1) return [shorten(text, width, size)]
  // Where two lines hold it, they are about as long as one another: no word stands alone.
  const even = breaks.find(
    (index) =>
      textWidth(text.slice(0, index), size) >= textWidth(text.slice(index).trimStart(), size) &&
      textWidth(text.slice(index).trimStart(), size) <= width,
  )
  if (even !== undefined && even <= at) return [text.slice(0, even), text.slice(even).trimStart()]
  return [text.slice(0, at), ...inLines(text.slice(at).trimStart(), width, size, most - 1)]
}
