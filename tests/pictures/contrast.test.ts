import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'public', 'css', `${name}.css`), 'utf8')
const [lightRules = '', darkRules = ''] = css('tokens').split('@media')
const rules = css('drawing')

type Colour = number[]

function tokensOf(text: string): Map<string, Colour> {
  return new Map(
    [...text.matchAll(/--([a-z-]+): #([0-9a-f]{3}|[0-9a-f]{6});/g)].map(([, name, hex]) => [
      name!,
      (hex!.length === 3 ? [...hex!].map((digit) => digit + digit) : hex!.match(/../g)!).map((part) =>
        Number.parseInt(part, 16),
      ),
    ]),
  )
}

/** Opacity of a look in drawing.css, such as `stroke-opacity` of `p-band-edge`. */
function opacityOf(look: string, property: string): number {
  const rule = new RegExp(`(?:^|})\\s*\\.drawing \\.${look} \\{[^}]*?${property}: ([\\d.]+);`).exec(rules)
  if (!rule) throw new Error(`${look} has no ${property}`)
  return Number(rule[1])
}

const over = (top: Colour, ground: Colour, opacity: number): Colour =>
  top.map((part, index) => part * opacity + ground[index]! * (1 - opacity))

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) =>
    part <= 0.03928 * 255 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: Colour, other: Colour): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const light = tokensOf(lightRules)
describe.each([
  ['light', light],
  ['dark', new Map([...light, ...tokensOf(darkRules)])],
])('pictures in the %s', (_, tokens) => {
  const colour = (name: string) => tokens.get(name)!
  const prediction = colour('soft')
  const line = over(colour('accent'), prediction, opacityOf('p-line-band', 'fill-opacity'))
  const fit = over(colour('accent'), colour('card'), opacityOf('p-line-band', 'fill-opacity'))

  test('letters differ from what they stand on by 4.5 to 1', () => {
    for (const [name, letters, ground] of [
      ['names', colour('ink'), line],
      ['ticks and titles', colour('muted'), colour('card')],
      ['target', colour('accent'), line],
      ['mean of comparators', colour('warning'), line],
      ['count on less', colour('on-answer'), colour('less')],
      ['count on equal', colour('ink'), colour('equal')],
      ['count on more', colour('on-accent'), colour('more')],
    ] as const)
      expect(contrast(letters, ground), name).toBeGreaterThanOrEqual(4.5)
    // The names of the bands stand in them, where muted letters would be too pale.
    expect(rules).not.toMatch(/p-band-name[^}]*fill: var\(--muted\)/)
  })

  test('lines, bars and marks differ from what is beside them by 3 to 1', () => {
    const edge = (ground: Colour, look: string) =>
      over(colour('accent'), ground, opacityOf(look, 'stroke-opacity'))
    for (const [name, mark, ground] of [
      ['edge of the prediction band', edge(colour('card'), 'p-band-edge'), colour('card')],
      ['edge of the line band', edge(prediction, 'p-band-edge'), prediction],
      ['limits of fit', edge(fit, 'p-limit'), fit],
      ['line and interval', colour('accent'), line],
      ['mean of comparators', colour('warning'), line],
      ['leaders and dotted lines', colour('muted'), line],
      ['circles', colour('ink'), line],
      ['bars', over(colour('accent'), colour('card'), opacityOf('p-bar', 'fill-opacity')), colour('card')],
      ['less', colour('less'), colour('card')],
      ['less on a page', colour('less'), colour('paper')],
      ['rim of equal', colour('control'), colour('card')],
      ['more', colour('more'), colour('card')],
      ['axis', colour('control'), colour('card')],
    ] as const)
      expect(contrast(mark, ground), name).toBeGreaterThanOrEqual(3)
  })
})
