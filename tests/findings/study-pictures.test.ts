import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { keptResult } from '../../server/findings/kept-results.ts'
import { studyPictures } from '../../server/findings/study-pictures.ts'
import type { StudyResult } from '../../server/findings/study-result.ts'
import type { Picture } from '../../server/pictures/picture.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { type GivenClosed, givenAnswered } from './given-closed.ts'

const resultOf = ({ context, study }: GivenClosed): StudyResult => keptResult(context, study())

function pictureOf(result: StudyResult, name: string): Picture {
  const maker = studyPictures(result).find((one) => one.name === name)
  if (!maker)
    throw new Error(
      `there is no ${name} among ${studyPictures(result)
        .map((one) => one.name)
        .join(', ')}`,
    )
  return maker.draw()
}

describe('the pictures of a closed study', () => {
  const given = givenAnswered({ respondents: 60 })
  const result = resultOf(given)
  const [finding] = result.findings
  const [value] = finding!.values
  if (!value || !('predicted' in value)) throw new Error('the study has no value')

  test('the regression shows the very numbers of the result', () => {
    const { rows } = pictureOf(result, 'regression-t1-work-effort')
    const target = rows.find(([role]) => role === 'target')!
    expect(target[2]).toBe(value.read_out_point)
    expect(target[4]).toBeCloseTo(value.predicted, 8)
    expect(target[5]).toBeCloseTo(value.ci_mean[0], 8)
    expect(target[7]).toBeCloseTo(value.pi_with_target_se[0], 8)
    expect(target[8]).toBeCloseTo(value.pi_with_target_se[1], 8)
    expect(rows.filter(([role]) => role === 'comparator')).toHaveLength(11)
    for (const { id, codes } of result.comparators)
      expect(rows.find(([, name]) => name === codes)![2]).toBe(finding!.result.items[id]!.location)
  })

  test('the answers are the counts of the result', () => {
    const { rows } = pictureOf(result, 'answers-t1-work-effort')
    for (const count of finding!.counts) {
      const { codes } = result.comparators.find(({ id }) => id === count.item)!
      expect(rows.find(([name]) => name === codes)).toEqual([
        codes,
        count.less,
        count.equal,
        count.more,
        count.cannot,
        count.less + count.equal + count.more + count.cannot,
      ])
    }
  })

  test('the map holds every surgeon once, the times every judgement once', () => {
    const map = pictureOf(result, 'map-t1-work-effort')
    const persons = map.rows.reduce(
      (sum, [what, , , , count]) => (what === 'surgeons' ? sum + Number(count) : sum),
      0,
    )
    expect(persons).toBe(finding!.result.persons.filter(({ theta }) => theta !== null).length)
    const times = pictureOf(result, 'times')
    expect(times.rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(result.seconds.length)
  })

  test('category probabilities add up to 1, and neighbours are equal at the thresholds', () => {
    const { rows, description } = pictureOf(result, 'categories-t1-work-effort')
    for (const [, ...shares] of rows)
      expect(shares.reduce<number>((sum, one) => sum + Number(one), 0)).toBeCloseTo(1, 10)
    expect(description).toContain(finding!.result.tau![0]!.toFixed(2).replace('-', '−'))
  })

  test('leaving out a comparator draws the line through the others', () => {
    const { rows } = pictureOf(result, 'influence-t1-work-effort')
    expect(rows).toHaveLength(11)
    const press = finding!.values[0]!
    if (!('predicted' in press)) throw new Error('no value')
    // The value moves most where the comparator is far from the line or from the others.
    expect(Math.max(...rows.map(([, , change]) => Math.abs(Number(change))))).toBeGreaterThan(0)
  })

  test('all of them draw, and no two have one name', () => {
    const makers = studyPictures(result)
    expect(new Set(makers.map(({ name }) => name)).size).toBe(makers.length)
    expect(makers).toHaveLength(4 * 7 + 1)
    for (const { name, draw } of makers) expect(draw().name).toBe(name)
  })
})

describe('other designs', () => {
  test('a paired model measures its targets: they are items of the ranking and the map', () => {
    const given = givenAnswered({ template: 'one-code-or-several', respondents: 40 })
    const run = { model: 'paired', estimator: 'ml' } as const
    const result = keptResult(given.context, given.study(), { run })
    const { target, construct } = result.findings[0]!
    const end = `${target.id}-${construct.slug}`.toLowerCase().replaceAll('_', '-')
    const { rows } = pictureOf(result, `ranking-${end}`)
    const targets = result.targets.map(({ name }) => name).sort()
    expect(
      rows
        .filter(([, role]) => role === 'target')
        .map(([name]) => name)
        .sort(),
    ).toEqual(targets)
    expect(targets).toHaveLength(2)
    for (const { draw } of studyPictures(result)) expect(draw().svg).toContain('<svg')
  })

  test('a dichotomised model is read twice: the picture is of the reading whose measures the result holds, and says which', () => {
    const given = givenAnswered({ respondents: 60 })
    const result = keptResult(given.context, given.study(), { run: { model: 'dichotomous' } })
    const { values } = result.findings[0]!
    const picture = pictureOf(result, 'regression-t1-work-effort')
    const [first] = values
    if (!first || !('predicted' in first)) throw new Error('no value')
    expect(values).toHaveLength(2)
    expect(picture.title).toContain(`one of two readings (${first.reading})`)
    expect(picture.rows.find(([role]) => role === 'target')![4]).toBeCloseTo(first.predicted, 8)
  })

  test('rating items have a map, curves named by their categories, and a fit', () => {
    const result = resultOf(givenAnswered({ template: 'decision-factors-2024', respondents: 60 }))
    expect(pictureOf(result, 'categories-ratings').columns.map(({ label }) => label)).toContain(
      'Strongly agree',
    )
    expect(pictureOf(result, 'fit-ratings').rows).toHaveLength(5)
  })
})

describe('on the pages', () => {
  test('before a study has closed no picture of its result is at any address', async () => {
    const { context, app, close } = givenAnswered({ live: true, respondents: 25 })
    const owner = await givenBrowser(context, app, 'owner')
    for (const kind of ['svg', 'png', 'csv']) {
      const answer = await owner.get(`/studies/endo/pictures/regression-t1-work-effort.${kind}`)
      expect(answer.status).toBe(409)
      expect(answer.text).not.toContain('<path')
    }
    close()
    expect((await owner.get('/studies/endo/pictures/regression-t1-work-effort.csv')).status).toBe(200)
  })

  test('the result page shows them, and every download it offers is there', async () => {
    const { context, app } = givenAnswered({ respondents: 30 })
    const analyst = await givenBrowser(context, app, 'analyst')
    const page = await analyst.get('/studies/endo/results')
    const $ = cheerio.load(page.text)
    expect(
      $('figure')
        .toArray()
        .map((one) => $(one).attr('id')),
    ).toEqual([
      'picture-regression-t1-work-effort',
      'picture-answers-t1-work-effort',
      'picture-ranking-t1-work-effort',
      'picture-influence-t1-work-effort',
    ])
    const ids = $('[id]')
      .toArray()
      .map((one) => one.attribs.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const link of $('.downloads a').toArray()) {
      const answer = await analyst.get(link.attribs.href!)
      expect(answer.status, link.attribs.href).toBe(200)
      expect(answer.headers['content-disposition']).toContain('endo-')
    }
  })

  test('another run has pictures of its own, and its downloads follow it', async () => {
    const { context, app } = givenAnswered({ respondents: 30 })
    const analyst = await givenBrowser(context, app, 'analyst')
    const page = await analyst.get('/studies/endo/results?read=comparator_mean')
    const href = cheerio.load(page.text)('.downloads a').last().attr('href')!
    expect(href).toContain('?read=comparator_mean')
    const own = await analyst.get('/studies/endo/pictures/regression-t1-work-effort.csv?read=comparator_mean')
    const planned = await analyst.get('/studies/endo/pictures/regression-t1-work-effort.csv')
    expect(own.text).not.toBe(planned.text)
    expect(own.headers.etag).not.toBe(planned.headers.etag)
  })

  test('field work shows the flow while the study is live; what the funnel withholds from analysts is not in it', async () => {
    const { context, app } = givenAnswered({ live: true, respondents: 3 })
    const owner = await givenBrowser(context, app, 'owner')
    expect(wordsOf((await owner.get('/studies/endo/fieldwork')).text)).toContain(
      'From the list to the analysis',
    )
    const all = (await owner.get('/studies/endo/fieldwork/flow.csv')).text
    const analyst = await givenBrowser(context, app, 'analyst')
    const some = (await analyst.get('/studies/endo/fieldwork/flow.csv')).text
    // Stage, who left before it, count.
    const counts = (text: string) =>
      text.split('\n').flatMap((line) => {
        const [stage, left, n] = line.split(',')
        return left === '' && /^\d*$/.test(n!) ? [{ stage, n }] : []
      })
    expect(counts(all).some(({ n }) => n !== '' && Number(n) > 0 && Number(n) < 5)).toBe(true)
    expect(counts(some).filter(({ n }) => n !== '' && Number(n) > 0 && Number(n) < 5)).toEqual([])
    expect(counts(some).some(({ n }) => n === '')).toBe(true)
  })
})
