import { describe, expect, test } from 'vitest'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive, windowsLines } from './support.ts'

/* A study of rating items alone reaches jamovi, R, Winsteps, Facets and SPSS without recoding. */

function givenRatings(change: (definition: Definition) => void = () => undefined) {
  const { context } = givenContext()
  const definition = requireTemplate('decision-factors-2024')
  change(definition)
  givenLiveStudy(context, 'factors', definition)
  const habits = { partial: 0.4, cannot: 0, ties: 0.3, orderEffect: 0, careless: 0 }
  simulateStudy(context, { slug: 'factors', respondents: 20, seed: 2, habits, chunk: 20 })
  const archive = givenArchive(context, { slug: 'factors', include: 'started', programs: true })
  return { definition, archive, ids: definition.ratingItems.map(({ id }) => id) }
}

const { definition, archive, ids } = givenRatings()
const wide = archive.rows('jamovi/rating_items.csv')
const scored = wide.filter((row) => ids.some((id) => row[id] !== ''))

describe('rating items, one column an item', () => {
  test('hold what ratings.csv holds, and a blank where nothing was chosen', () => {
    expect(Object.keys(wide[0]!)).toEqual(['respondent', 'society', 'language', ...ids])
    const long = archive.rows('ratings.csv')
    const cells = wide.flatMap((row) =>
      ids.flatMap((id) => (row[id] === '' ? [] : [`${row.respondent} ${id} ${row[id]}`])),
    )
    expect(cells).toEqual(long.map((row) => `${row.respondent} ${row.item} ${row.category}`))
    expect(scored.length).toBeLessThan(wide.length)
  })

  test('the codebook says what every category is called', () => {
    const columns = archive.rows('codebook.csv').filter((row) => row.file === 'jamovi/rating_items.csv')
    const { categories } = definition.ratingScale!
    expect(columns.map((row) => row.column)).toEqual(Object.keys(wide[0]!))
    expect(columns.at(-1)!.codes).toBe(
      categories.map((category, score) => `${score} = ${category.en}`).join('; '),
    )
  })

  test('eRm: without rows of no or one answer', () => {
    const counts = archive.rows('erm/rating_items.csv').map((row) => ids.filter((id) => row[id] !== ''))
    expect(counts.every((answered) => answered.length > 1)).toBe(true)
  })

  test('Winsteps: every category is a code, every line has an answer an item', () => {
    const [head, rest] = windowsLines(archive.text('winsteps/rating_items.txt')).split('&END\n') as [
      string,
      string,
    ]
    expect(head).toMatch(/^CODES = 01234$/m)
    expect(head).toMatch(new RegExp(`^NI = ${ids.length}$`, 'm'))
    const first = Number(/^ITEM1 = (\d+)$/m.exec(head)![1])
    const [names, data] = rest.split('END NAMES\n') as [string, string]
    expect(names.trimEnd().split('\n')).toHaveLength(ids.length)
    const lines = data.trimEnd().split('\n')
    expect(lines.map((line) => line.slice(first - 1))).toEqual(
      scored.map((row) => ids.map((id) => row[id] || '.').join('')),
    )
  })

  test('Facets: two facets, one line an answer, labels that no comma ends', () => {
    const text = windowsLines(archive.text('facets/rating_items.txt'))
    expect(text).toMatch(/^Facets = 2 /m)
    expect(text).toMatch(/^Models = \?,\?,R4 /m)
    const [head, data] = text.split('Data =\n') as [string, string]
    expect(data.trimEnd().split('\n')).toHaveLength(archive.rows('ratings.csv').length)
    for (const line of head.split('2,Item\n')[1]!.split('*')[0]!.trim().split('\n'))
      expect(line).toMatch(/^\d+=[^,;=*]+$/)
  })

  test('SPSS opens the same table', () => {
    const text = archive.text('spss/rating_items.sps')
    expect(text).toContain("/FILE='jamovi/rating_items.csv'")
    expect(text).toContain("    4 'Strongly agree'")
  })

  test('the README leads to them, and names no file that is not there', () => {
    const readme = archive.text('README.md')
    expect(readme).toContain('## Rating items in jamovi, step by step')
    expect(readme).toContain(`| ${ids[0]} | ${definition.ratingItems[0]!.label.en} |`)
    const names = new Set(archive.manifest.files.map(({ name }) => name))
    for (const [, name] of readme.matchAll(/`((?:jamovi|erm|winsteps|facets|spss|r|psychotools)\/[^`<]+)`/g))
      expect(names, name).toContain(name)
    expect(readme).not.toMatch(/C01|<construct>|implied work RVU, pictures/)
  })
})

test('labels that Winsteps and Facets would cut or carry on are told otherwise', () => {
  const { archive } = givenRatings((study) => {
    for (const language of study.languages) {
      study.ratingItems[0]!.label[language] = 'Pain; leg, "worst" = 10\n*🦴 통증'
      study.ratingScale!.categories[4]![language] = 'Always; 10+'
    }
  })
  const winsteps = windowsLines(archive.text('winsteps/rating_items.txt'))
  expect(winsteps).toContain('\nR01 Pain, leg, "worst" = 10 *🦴 통증\n')
  expect(winsteps).toContain('\n4 Always, 10 plus\n')
  const facets = windowsLines(archive.text('facets/rating_items.txt'))
  expect(facets).toMatch(/\n1=R01 Pain {2}leg {2}"worst" {3}10 {2}🦴 통증\n/)
})

test('more than ten categories take two letters an answer in Winsteps', () => {
  const eleven = givenRatings((study) => {
    study.ratingScale!.categories = Array.from({ length: 11 }, (_, score) =>
      Object.fromEntries(study.languages.map((language) => [language, `Grade ${score}`])),
    )
  })
  const text = windowsLines(eleven.archive.text('winsteps/rating_items.txt'))
  expect(text).toMatch(/^XWIDE = 2 /m)
  expect(text).toMatch(/^CODES = " 0 1 2 3 4 5 6 7 8 910"$/m)
  const first = Number(/^ITEM1 = (\d+)$/m.exec(text)![1])
  for (const line of text.split('END NAMES\n')[1]!.trimEnd().split('\n'))
    expect(line).toHaveLength(first - 1 + 2 * eleven.ids.length)
})
