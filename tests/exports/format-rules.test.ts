import { describe, expect, test } from 'vitest'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive, windowsLines } from './support.ts'

/** The 62380 study with pairs of comparators, so that every layout is there. */
function givenLinkedArchive() {
  const { context } = givenContext()
  const study = requireTemplate('cpt-62380-2024')
  study.design = { kind: 'linked', repeats: 3, linksPerRespondent: 6 }
  givenLiveStudy(context, 'endo', study)
  const habits = { partial: 0.2, cannot: 0.1, ties: 0.3, orderEffect: 0.2, careless: 0.05 }
  simulateStudy(context, { slug: 'endo', respondents: 30, seed: 3, habits, chunk: 30 })
  return { study, archive: givenArchive(context, { slug: 'endo', include: 'started', programs: true }) }
}

const { study, archive } = givenLinkedArchive()
const long = archive.rows('r/answers.csv').filter((row) => row.construct === 'work_effort')

/** Settings, item labels and lines of data of a Winsteps file. */
function parseWinsteps(text: string) {
  const [head, rest] = text.split('&END\n') as [string, string]
  const [names, data] = rest.split('END NAMES\n') as [string, string]
  const settings = new Map(
    [...head.matchAll(/^(@?\w+) = ('[^']*'|" "|\S+)/gm)].map((match) => [match[1]!, match[2]!]),
  )
  return {
    setting: (name: string) => settings.get(name),
    number: (name: string) => Number(settings.get(name)),
    names: names.trimEnd().split('\n'),
    lines: data.split('\n').slice(0, -1),
  }
}

describe('Winsteps', () => {
  test('rating scale: labels and responses stand where the control file says', () => {
    const file = parseWinsteps(windowsLines(archive.text('winsteps/work_effort.txt')))
    const [items, first, label] = ['NI', 'ITEM1', 'NAMLEN'].map(file.number) as [number, number, number]
    expect(file.setting('CODES')).toBe('012')
    expect(file.setting('GROUPS')).toBe('" "')
    expect(items).toBe(study.comparators.length)
    expect(file.names).toHaveLength(items)
    const wide = new Map(
      archive.rows('jamovi/work_effort_012_equal1.csv').map((row) => [row.respondent, row]),
    )
    for (const line of file.lines) {
      expect(line).toHaveLength(first - 1 + items)
      expect(line.slice(first - 1)).toMatch(/^[012.]+$/)
      const row = wide.get(line.slice(0, 6))!
      const cells = study.comparators.map(({ id }) => (row[id] === '' ? '.' : row[id]))
      expect(line.slice(first - 1)).toBe(cells.join(''))
      const [at, width] = file.setting('@LANG')!.split('W').map(Number) as [number, number]
      expect(line.slice(at - 1, at - 1 + width)).toBe(row.language)
      expect(at - 1 + width).toBeLessThanOrEqual(label)
    }
    const empty = [...wide.values()].filter((row) => study.comparators.every(({ id }) => row[id] === ''))
    expect(file.lines).toHaveLength(wide.size - empty.length)
  })

  test('pairs: two entries in every column, which add to 2', () => {
    const file = parseWinsteps(windowsLines(archive.text('winsteps/work_effort_paired.txt')))
    const first = file.number('ITEM1')
    expect(file.setting('PAIRED')).toBe('YES')
    expect(file.number('NI')).toBe(long.length)
    expect(file.names).toEqual(long.map((row) => row.respondent))
    const procedures = file.lines.map((line) => line.slice(0, file.number('NAMLEN')).trim())
    expect(procedures).toEqual([...study.targets, ...study.comparators].map(({ id }) => id))
    long.forEach(({ a, b, y }, column) => {
      const entries = file.lines.map((line) => line[first - 1 + column]!)
      expect(entries.filter((entry) => entry !== '.')).toHaveLength(2)
      expect([entries[procedures.indexOf(a!)], entries[procedures.indexOf(b!)]]).toEqual([
        y,
        String(2 - Number(y)),
      ])
    })
  })
})

describe('Facets', () => {
  const text = windowsLines(archive.text('facets/work_effort.txt'))
  const [head, data] = text.split('Data =\n') as [string, string]
  const labels = head
    .split(/^Labels =$/m)[1]!
    .split('\n*\n')
    .map((facet) => facet.trim().split('\n'))
  const elements = labels.map(
    ([, ...lines]) => new Map(lines.map((line) => line.split('=') as [string, string])),
  )

  test('the specification says pairs with mirrored lines, ties and an order effect', () => {
    for (const line of [
      'Facets = 3,4 ',
      'Entered = 1,1,2,3 ',
      'Models = ?,-?,?,?,R2,0.5 ',
      'Noncenter = 0',
      'Positive = 1,2,3',
    ])
      expect(head).toContain(`${line.trimEnd()}`)
    expect(labels.map(([title]) => title!.split(' ')[0])).toEqual(['1,Procedure', '2,Judge,A', '3,Order', ''])
    expect([...elements[1]!.values()].every((label) => label.endsWith(',0'))).toBe(true)
  })

  test('every answer has its mirror: procedures, order and score the other way round', () => {
    const lines = data
      .trimEnd()
      .split('\n')
      .map((line) => line.split(',').map(Number) as [number, number, number, number, number])
    expect(lines).toHaveLength(2 * long.length)
    long.forEach((row, index) => {
      const [one, mirror] = [lines[2 * index]!, lines[2 * index + 1]!]
      const [a, b, judge, order, score] = one
      expect(mirror).toEqual([b, a, judge, 3 - order, 2 - score])
      expect([elements[0]!.get(`${a}`), elements[0]!.get(`${b}`), elements[1]!.get(`${judge}`)]).toEqual([
        row.a,
        row.b,
        `${row.respondent},0`,
      ])
      expect([order, score]).toEqual([row.first === '1' ? 1 : 2, Number(row.y)])
    })
  })
})

test('names that Winsteps and SPSS read have at most eight characters', () => {
  const header = archive.text('jamovi/work_effort_012_equal1.csv').split('\n')[0]!.split(',')
  for (const name of header.slice(3)) expect(name).toMatch(/^[A-Za-z]\w{0,7}$/)
})
