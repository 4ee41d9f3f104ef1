import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { toFigure } from '../../server/figures/figure.ts'
import { pictureFile, pictureTag } from '../../server/figures/picture-file.ts'
import { rankingPicture } from '../../server/pictures/ranking.ts'
import { toPartial } from '../pictures/to-partial.ts'

const ranking = (name = '62380') =>
  rankingPicture({
    name: 'ranking',
    title: 'Procedures, "most" first & least last',
    measureTitle: 'Measure (logits)',
    level: 95,
    items: [
      { name, isTarget: true, measure: 0.123456789, low: -0.1, high: 0.3, wrvu: null },
      { name: '22612,22840', isTarget: false, measure: -1, low: -1.2, high: -0.8, wrvu: 23.53 },
    ],
  })

describe('a picture as a file', () => {
  test('the CSV holds the very numbers, not the rounded ones', async () => {
    expect(String(await pictureFile(ranking(), 'csv'))).toBe(
      'item,role,measure,low,high,wrvu\n62380,target,0.123456789,-0.1,0.3,\n"22612,22840",comparator,-1,-1.2,-0.8,23.53\n',
    )
  })

  test('the SVG stands by itself: its size, its colours, no variable, no address but its namespace', async () => {
    const svg = String(await pictureFile(ranking(), 'svg'))
    expect(svg).toMatch(/^<\?xml[^>]+>\n<svg width="672" height="\d+" /)
    expect(svg).toContain('fill: #0e5e5b')
    expect(svg).not.toMatch(/var\(|@media|@import/)
    expect(svg.match(/https?:/g)).toHaveLength(1)
    expect(cheerio.load(svg, { xml: true })('svg > title').text()).toBe(
      'Procedures, "most" first & least last',
    )
  })

  test('the PNG is twice as large and has letters, whatever the machine has', async () => {
    const png = await pictureFile(ranking(), 'png')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(1344)
    const nameless = await pictureFile(ranking(' '), 'png')
    expect(png.length).toBeGreaterThan(nameless.length)
  })

  test('the tag changes with the content and with the kind', () => {
    const tags = [
      pictureTag(ranking(), 'svg'),
      pictureTag(ranking(), 'csv'),
      pictureTag(ranking('63030'), 'svg'),
    ]
    expect(new Set(tags).size).toBe(3)
    expect(pictureTag(ranking(), 'svg')).toBe(tags[0])
  })
})

describe('a picture on a page', () => {
  const $ = cheerio.load(toPartial(toFigure(ranking(), '/studies/endo/pictures/ranking')))

  test('has both drawings, a caption, a sentence, its numbers as a table and three downloads', () => {
    expect($('figure > figcaption').text()).toBe('Procedures, "most" first & least last')
    expect($('svg[role=img]')).toHaveLength(2)
    expect(
      $('thead th')
        .toArray()
        .map((one) => $(one).text()),
    ).toContain('Measure (logits)')
    expect($('tbody tr').first().text()).toContain('0.123')
    expect(
      $('.downloads a')
        .toArray()
        .map((one) => $(one).attr('href')),
    ).toEqual([
      '/studies/endo/pictures/ranking.svg',
      '/studies/endo/pictures/ranking.png',
      '/studies/endo/pictures/ranking.csv',
    ])
  })

  test('carries no style attribute and no script: the page allows neither', () => {
    expect($('[style], script, style')).toHaveLength(0)
  })
})
