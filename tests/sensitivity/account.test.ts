import { describe, expect, test } from 'vitest'
import { accountOf, countSentences, rangeSentences } from '../../server/sensitivity/account.ts'
import { groupSentences } from '../../server/sensitivity/group-sentences.ts'
import { sensitivityPack, type TargetSensitivity } from '../../server/sensitivity/pack.ts'
import { sensitivityPictures } from '../../server/sensitivity/sensitivity-pictures.ts'
import { variantParts } from '../../server/sensitivity/variant-rows.ts'
import { givenSurvey } from './given-case.ts'

/** Three societies of fifty, a construct that only half of the surgeons answered, and one comparator all call less. */
function givenPack(): TargetSensitivity {
  const survey = givenSurvey((row) => ({ society: ['alpha', 'beta', 'gamma'][row % 3]!, conflict: row < 3 }))
  const { table } = survey.primary
  if (table.kind !== 'wide') throw new Error('a wide table')
  const scores = table.scores.map((row, at) => (at < 75 ? row.map((score) => score) : row.map(() => null)))
  const others = [{ slug: 'complexity', name: 'Complexity', table: { ...table, scores } }]
  return sensitivityPack([{ ...survey, others }])[0]!
}

const pack = givenPack()
const account = accountOf(pack)

describe('one count of the other analyses', () => {
  test('every analysis of the construct of the plan is in one of three lists, other constructs apart', () => {
    const { main, withValue, withoutEstimate, notMade, constructs } = account
    expect(withValue.length + withoutEstimate.length + notMade.length).toBe(main.length)
    expect(main.length + constructs.length).toBe(pack.variants.length)
    expect(constructs.map(({ name }) => name)).toEqual(['Complexity'])
  })

  test('sentences, table and picture say the same number', () => {
    const { main, withValue, constructs } = account
    expect(rangeSentences(pack)[0]).toMatch(new RegExp(`^${withValue.length} other analyses of work effort`))
    const counts = countSentences(pack).join(' ')
    expect(counts).toContain(`Beside the plan, ${main.length} other analyses`)
    expect(counts).toContain('The other construct is not counted among them')

    const rows = variantParts(pack).flatMap((part) => part.rows)
    expect(rows.length).toBe(1 + main.length + constructs.length)
    const withNumber = rows.filter(({ value }) => value !== '')
    expect(withNumber.length).toBe(1 + withValue.length + constructs.length)

    const { description } = sensitivityPictures(pack, 0).forest
    const left = withValue.filter(({ kind }) => kind === 'comparator').length
    expect(description).toContain(`${withValue.length - left} other analyses give`)
    expect(description).toContain(`Together with the ${left} that leave out one comparator`)
    expect(description).toContain(`these are the ${withValue.length} other analyses`)
  })

  test('those without an estimate are named with the reason they share', () => {
    const refused = (name: string) => ({
      id: name,
      kind: 'ties' as const,
      name,
      differs: '',
      result: { outcome: 'none' as const, sentence: 'It has no estimate.' },
    })
    const given = { ...pack, variants: [...pack.variants, refused('One'), refused('Other')] }
    const text = countSentences(given).join(' ')
    expect(text).toContain('2 without an estimate')
    expect(text).toContain('Without an estimate: One, Other (It has no estimate).')
  })

  test('another construct is estimated from whoever answered on it, not from whoever answered on the primary one', () => {
    const [complexity] = account.constructs
    expect(complexity!.result).toMatchObject({ outcome: 'value', respondents: 75 })
  })
})

describe('rows of the table', () => {
  test('name the comparators that have no place on the line', () => {
    const given = givenSurvey()
    const { table } = given.primary
    if (table.kind !== 'wide') throw new Error('a wide table')
    const scores = table.scores.map((row) => row.map((score, at) => (at === 2 ? 2 : score)))
    const primary = { ...given.primary, table: { ...table, scores } }
    const [without] = sensitivityPack([{ ...given, primary, everybody: primary.table }])
    const rows = variantParts(without!).flatMap((part) => part.rows)
    const name = given.itemNames[table.items[2]!.id]!
    expect(rows[0]!.comparators).toBe('9')
    expect(rows[0]!.offLine).toBe(`Not on the line, having no finite measure: ${name}.`)
    const own = rows.find((row) => row.name === `Without ${name}`)!
    expect(own.offLine).toBe('')
  })

  test('print no more decimals than the interval of the row supports', () => {
    const wide = { ...account.withValue[0]!.result, predicted: 19.44, decimals: 0 }
    const given = { ...pack, variants: [{ ...account.withValue[0]!, result: wide }] }
    expect(variantParts(given)[1]!.rows[0]!.value).toBe('19')
    expect(rangeSentences(given)[0]).toContain(', 19.')
    expect(sensitivityPictures(given, 0).forest.description).toContain('1 other analysis gives 19;')
  })
})

describe('groups', () => {
  const found = { dimension: 'society' as const, flagged: [], failed: [], sentence: '', test: undefined }

  test('the sentence names each group with its respondents, and claims no proof of sameness', () => {
    const groups = [
      { name: 'ALPHA', respondents: 31 },
      { name: 'BETA', respondents: 22 },
    ]
    const [question, text] = groupSentences([{ ...found, groups, test: { chi2: 9.2, df: 10, p: 0.51 } }])
    expect(question).toContain('no test of whether groups would give another value')
    expect(text).toContain('By society (ALPHA 31, BETA 22 respondents): no difference is shown')
    expect(text).toContain('does not prove that there is none: the smallest group has 22 respondents')
    expect(text).toContain('by half a logit or more beyond chance')
  })

  test('groups that are too small to be compared are said to be', () => {
    expect(groupSentences([{ ...found, groups: [] }])).toEqual([
      'Societies were not compared: fewer than two have 20 respondents whose number may be shown.',
    ])
    expect(
      groupSentences([
        { ...found, groups: [] },
        { ...found, dimension: 'language', groups: [] },
      ]),
    ).toEqual([
      'Societies and languages were not compared: fewer than two groups of a kind have 20 respondents whose number may be shown.',
    ])
  })
})
