import { describe, expect, test } from 'vitest'
import type { ExclusionCount } from '../../server/findings/people.ts'
import { fromTo } from '../../server/report/blocks.ts'
import { buildReport } from '../../server/report/build-report.ts'
import type { Block } from '../../server/report/document.ts'
import { flowSection } from '../../server/report/flow-section.ts'
import { measuresSection } from '../../server/report/measure-tables.ts'
import { reachedText } from '../../server/report/rates.ts'
import { type ReportFacts, readReportFacts } from '../../server/report/report-facts.ts'
import { targetsSummary } from '../../server/report/summary-targets.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { givenAnswered } from '../findings/given-closed.ts'

/** What a report is written from, without the analyses that take long. */
function factsOf(options: Parameters<typeof givenAnswered>[0]): ReportFacts {
  const given = givenAnswered(options)
  return readReportFacts(given.context, given.study(), {
    sensitivity: [],
    intervals: 'none',
    chances: 'none',
  })
}

/** Every text between a heading and the next. */
function section(blocks: readonly Block[], name: string): Block[] {
  const from = blocks.findIndex((block) => block.kind === 'heading' && block.text === name)
  const rest = blocks.slice(from + 1)
  const to = rest.findIndex((block) => block.kind === 'heading')
  return rest.slice(0, to)
}
const textOf = (blocks: readonly Block[]) => JSON.stringify(blocks)

const one = factsOf({ respondents: 40 })

const standing: ReportFacts['decisions'][number] = {
  what: 'S10000',
  kind: 'respondent',
  excluded: true,
  stands: true,
  reason: 'Answered at random',
  byRole: 'analyst',
  at: '22 November 2026 at 10:00 (UTC)',
  knowledge: 'seen',
}

describe('the summary', () => {
  test('answers the questions of a committee, each under its name', () => {
    const [facts] = section(buildReport(one).blocks, 'Summary').filter((block) => block.kind === 'facts')
    expect(facts!.facts.map(({ name }) => name)).toEqual([
      'Of whom',
      'What came out',
      'How sure it is',
      'To be quoted as',
    ])
  })

  describe('of several targets', () => {
    const several = (options: Parameters<typeof givenAnswered>[0] = {}) => {
      const facts = factsOf({ template: 'one-code-or-several', respondents: 40, ...options })
      const { blocks } = buildReport(facts)
      return { facts, blocks, summary: section(blocks, 'Summary') }
    }
    const withoutVariants = (definition: Definition) => {
      for (const target of definition.targets) delete target.variant
    }

    test('is one table with a row for each, and what holds for all said once', () => {
      const { facts, summary } = several()
      expect(summary.filter((block) => block.kind === 'subheading')).toEqual([])
      const [across] = summary.filter((block) => block.kind === 'facts')
      expect(across!.facts.map(({ name }) => name)).toEqual(['Of whom', 'Can one value stand for all?'])
      const [found, ...more] = summary.filter((block) => block.kind === 'table')
      expect(more).toEqual([])
      const primary = facts.result.findings.filter(({ construct }) => construct.isPrimary)
      expect(found!.rows.map(([name]) => name)).toEqual(primary.map(({ target }) => target.variant))
      expect(found!.rows.map(([, value]) => value)).toEqual(
        primary.map(({ values: [value] }) =>
          value && !('outcome' in value) ? value.predicted.toFixed(value.decimals) : 'none',
        ),
      )
      // Nothing is printed without baseline, number of comparators and where it was read (design rule 13).
      expect(found!.notes.join(' ')).toMatch(
        /1[01] comparators, where the target lies.*mean of their work RVUs, [\d.]+/,
      )
    })

    test('is as long for four targets as their rows are more', () => {
      const four = (definition: Definition) => {
        const [first, second] = definition.targets
        definition.targets = ['T1', 'T2', 'T3', 'T4'].map((id, index) => {
          const one = structuredClone(index % 2 === 0 ? first! : second!)
          const variant = Object.fromEntries(Object.keys(one.variant!).map((key) => [key, `variant ${id}`]))
          return { ...one, id, variant: variant as typeof one.variant }
        }) as typeof definition.targets
      }
      const [two, many] = [several(), several({ change: four })]
      const words = (blocks: readonly Block[]) => textOf(blocks).split(/\s/).length
      expect(words(many.summary) - words(two.summary)).toBeLessThan(80)
      expect(many.blocks.filter(({ kind }) => kind === 'table').length).toBeLessThan(40)
    })

    test('tells targets of one code apart in every sentence, and compares them under Result', () => {
      const { summary, blocks } = several({ change: withoutVariants })
      const lead = summary[0]!
      expect(lead.kind === 'paragraph' && lead.text).toMatch(/62380 \(T1\): .* or 62380 \(T2\): /)
      // A bare code would leave open which of the two is meant.
      expect(textOf(summary).match(/62380(?! \(T[12]\))/g)).toBeNull()
      expect(textOf(section(blocks, 'Result'))).toContain('62380 (T1) minus 62380 (T2)')
    })

    test('names the analyses without an estimate by their target, or counts them where they are many', () => {
      const { facts } = several()
      const primary = facts.result.findings.filter(({ construct }) => construct.isPrimary)
      const refused = (name: string) => ({
        id: name,
        kind: 'ties' as const,
        name,
        differs: '',
        result: { outcome: 'none' as const, sentence: 'It has none.' },
      })
      const told = (...names: string[]) => {
        const sensitivity = primary.map(({ target, values: [value] }, index) => ({
          target: target.id,
          plan: { ...value, outcome: 'value', low: 0, high: 90 },
          variants: index === 1 ? names.map(refused) : [],
        }))
        const tried = { ...facts, sensitivity } as unknown as ReportFacts
        return textOf(targetsSummary(tried, primary))
      }
      const variant = primary[1]!.target.variant!
      expect(told('Ties one way', 'Ties another')).toContain(
        `might be wider: Ties one way and Ties another (${variant}); “Sensitivity” says why.`,
      )
      expect(told(...'ABCDEFG')).toContain(`might be wider: 7 (${variant});`)
      expect(told()).not.toContain('Without an estimate')
    })

    test('leaves the sentence that may be quoted to the result, once for each target', () => {
      const { summary, blocks } = several()
      expect(textOf(summary)).not.toContain('To be quoted as')
      expect(textOf(section(blocks, 'Result')).match(/To be quoted as/g)).toHaveLength(2)
    })
  })

  test('says what standing decisions would make of the value, and nothing where none stands', () => {
    const decided = { ...one, withDecisions: one.result, decisions: [standing] }
    expect(textOf(section(buildReport(decided).blocks, 'Summary'))).toMatch(
      /With the decision recorded after the plan, which the result does not apply, it would be [\d.]+ \(−?[\d.]+ to [\d.]+\)/,
    )
    expect(textOf(section(buildReport(one).blocks, 'Summary'))).not.toContain('recorded after the plan')
  })

  test('says that the numbers are withheld where all of them are', () => {
    const withheld = one.funnel.map((stage) => ({ ...stage, n: undefined, ofN: undefined }))
    expect(reachedText({ funnel: withheld, response: undefined })).toBe(
      'How many members were reached is withheld, because the numbers are small.',
    )
    const some = one.funnel.map((stage) => (stage.stage === 'completed' ? { ...stage, n: undefined } : stage))
    expect(reachedText({ funnel: some, response: undefined })).toContain('How many completed is withheld.')
  })
})

describe('the words used', () => {
  test('explain what a committee cannot know, before the first table', () => {
    const { blocks } = buildReport(one)
    const place = blocks.findIndex((block) => block.kind === 'heading' && block.text === 'Words used')
    expect(place).toBeLessThan(blocks.findIndex((block) => block.kind === 'table'))
    const text = textOf(section(blocks, 'Words used'))
    for (const word of ['Work RVU (wRVU)', 'logit', 'Read-out point', 'R²', 'Infit', 'prediction interval'])
      expect(text).toContain(word)
  })

  test('a study of ratings explains no wRVU', () => {
    const ratings = factsOf({ template: 'decision-factors-2024', respondents: 40 })
    const text = textOf(section(buildReport(ratings).blocks, 'Words used'))
    expect(text).toContain('logit')
    expect(text).not.toMatch(/RVU|comparator|procedure/)
  })
})

test('a part of the uncertainty that was not resampled is named with the reason', () => {
  const told = (facts: ReportFacts) => textOf(section(buildReport(facts).blocks, 'Result'))
  expect(told(one)).toContain('was not resampled: this analysis cannot be resampled')
  const few = { ...one, result: { ...one.result, people: { ...one.result.people, analysed: 12 } } }
  expect(told(few)).toContain('was not resampled: 12 surgeons are too few for it, 20 are needed')
})

test('a table of measures says what its reliabilities are, and of a paired model only those it has', () => {
  const [first] = one.result.findings
  const told = (targetItem: string | null) =>
    textOf(measuresSection({ ...one.result, findings: [{ ...first!, targetItem }] }))
  expect(told(null)).toMatch(/person reliability .*Comparator reliability: 1 − mean error variance/)
  expect(told('T1')).toMatch(/scale reliability [\d.]+ \| SSR .*Scale reliability: 1 − mean SE² ÷ variance/)
  expect(told('T1')).not.toMatch(/person reliability|MADaQ3 –/)
})

describe('what is told once', () => {
  const { blocks, front } = buildReport(one)

  test('the frozen plan stands in its table and nowhere else', () => {
    const { stoppingRule, exclusions, notes } = one.result.definition.plan
    const methods = textOf(section(blocks, 'Methods'))
    for (const text of [stoppingRule, notes!, ...exclusions]) expect(methods.split(text)).toHaveLength(2)
  })

  test('many societies have their whole names in Methods, and a zone that two times share is said once', () => {
    const [first] = one.result.definition.societies
    expect(textOf(section(blocks, 'Methods'))).toContain(`${first!.name} (${first!.shortName})`)
    const fieldWork = front.find(({ name }) => name === 'Field work')!
    expect(fieldWork.text.match(/\(UTC\)/g)).toHaveLength(1)
    expect(fromTo('1 May (Europe/Madrid)', '2 May (UTC)')).toBe('1 May (Europe/Madrid) to 2 May (UTC)')
  })
})

describe('small reasons for leaving', () => {
  const excluded = (...counts: number[]): ExclusionCount[] =>
    counts.map((n, at) => ({ reason: `reason ${at}`, by: 'respondent', n, target: undefined }))
  const rows = (...counts: number[]) => {
    const people = { ...one.result.people, excluded: excluded(...counts) }
    const blocks = flowSection({ ...one, result: { ...one.result, people }, threshold: 5 })
    const table = blocks.find((block) => block.kind === 'table' && block.title.startsWith('Left out'))
    return table?.kind === 'table' ? table.rows.map(([reason, , n]) => [reason, n]) : []
  }

  test('are told together, so that none follows from the total and the others', () => {
    expect(rows(38, 9, 2)).toEqual([
      ['reason 0', '38'],
      ['reason 2; or reason 1', '11'],
    ])
    expect(rows(38, 1, 2)).toEqual([['reason 1; or reason 2; or reason 0', '41']])
  })

  test('large ones stand alone, and a single small one is withheld', () => {
    expect(rows(38, 6)).toEqual([
      ['reason 0', '38'],
      ['reason 1', '6'],
    ])
    expect(rows(2)).toEqual([['reason 0', 'fewer than 5']])
  })

  test('the note says what is withheld, and why counts of answers are not', () => {
    const text = textOf(flowSection({ ...one, threshold: 5 }))
    expect(text).toContain('Counts of people below 5 are left out of tables')
    expect(text).toContain('Counts of answers are printed whatever their size')
  })
})
