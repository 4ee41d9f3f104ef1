import { describe, expect, test } from 'vitest'
import {
  listLibraryQuestions,
  magnitudeQuestion,
  materialsQuestions,
} from '../../server/studies/library/question-library.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { everyQuestion } from '../support/every-question.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive } from './support.ts'

const fixed =
  'respondent,study_version,mode,society,language,state,n_shown,n_answered,n_equal,n_cannot,first_share,active_min,start_day'

/** The small study with every block about work, a rating and answers in own words. */
function givenBlocks() {
  const definition = smallStudy()
  const about = ['times', 'reference', 'magnitude', 'end']
  definition.questions = [
    definition.questions[0]!,
    ...listLibraryQuestions()
      .filter((entry) => about.includes(entry.group))
      .flatMap((entry) => entry.questions),
    magnitudeQuestion(definition.comparators[1]!),
    ...materialsQuestions({
      rows: 2,
      currency: 'EUR',
      materials: [{ value: 'burr', label: { en: 'Burr' } }],
    }),
  ]
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', definition)
  givenRespondent(context, clock, {
    slug: 'small',
    email: 'a@example.org',
    responses: { C01: 'more', C02: 'equal', C03: 'less' },
    answers: {
      is_surgeon: 'yes',
      time_pre_minutes: 45,
      time_intra_minutes: 90,
      time_post_minutes: 30,
      closest_reference: 'C02',
      reference_cases_last_year: 20,
      magnitude_wrvu: 18.25,
      magnitude_100: 140,
      comparison_certainty: 'very',
      remarks: '=secret',
      material_1: 'other',
      material_1_quantity: 2,
      material_1_price: 350.5,
      material_other: '=secret',
    },
  })
  return givenArchive(context)
}

describe('what is asked about work', () => {
  const { text, rows } = givenBlocks()

  test('has columns under fixed names, in the order asked; words of one’s own have none', () => {
    expect(text('respondents.csv').split('\n')).toEqual([
      `${fixed},is_surgeon,time_pre_minutes,time_intra_minutes,time_post_minutes,closest_reference,reference_cases_last_year,magnitude_wrvu,comparison_certainty,magnitude_100,material_1,material_1_quantity,material_1_price,material_2,material_2_quantity,material_2_price`,
      expect.stringMatching(
        /^S\d+,1,live,alpha,en,completed,7,7,2,0,0\.\d+,,2026-03-02,yes,45,90,30,C02,20,18\.25,3,140,other,2,350\.5,,,$/,
      ),
      '',
    ])
  })

  test('is explained in the codebook: unit, currency, categories from 0, ids of comparators', () => {
    const codebook = new Map(rows('codebook.csv').map((row) => [`${row.file} ${row.column}`, row]))
    const of = (name: string) => codebook.get(`respondents.csv ${name}`)!
    expect(of('time_intra_minutes')).toMatchObject({ type: 'decimal', unit: 'minutes' })
    expect(of('material_2_price')).toMatchObject({ unit: 'EUR', label: 'Material 2: Price of one' })
    expect(of('comparison_certainty')).toMatchObject({
      type: 'integer',
      codes: '0 = Not at all sure; 1 = Slightly sure; 2 = Moderately sure; 3 = Very sure',
    })
    expect(of('closest_reference').codes).toBe(
      'C01 = 63047, Procedure C01; C02 = 63030, Procedure C02; C03 = 22612, Procedure C03; none = None of these is close',
    )
  })

  test('free text is in no file', () => {
    for (const name of ['respondents.csv', 'codebook.csv', 'codebook.md', 'judgements.csv'])
      expect(text(name)).not.toContain('secret')
  })
})

test('SPSS opens the respondents with the labels of every question', () => {
  const definition = everyQuestion(smallStudyInEnglish())
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', definition)
  givenRespondent(context, clock, {
    slug: 'small',
    email: 'a@example.org',
    responses: { C01: 'more', C02: 'equal', C03: 'less' },
    answers: { is_spine_surgeon: 'yes' },
  })
  const { text } = givenArchive(context, { programs: true })
  const syntax = text('spss/respondents.sps')
  const header = text('respondents.csv').split('\n')[0]!.split(',')
  const declared = [...syntax.matchAll(/^ {2}([a-z]\w*) (?:A\d+|F[\d.]+|SDATE10)\.?$/gim)].map(
    (one) => one[1],
  )
  expect(declared).toEqual(header)
  expect(syntax).toContain(`  time_intra_minutes F12.3\n`)
  expect(syntax).toContain(`/comparison_certainty\n    0 'Not at all sure'\n    1 'Slightly sure'`)
  expect(syntax).toContain(`/closest_reference\n    'C01' '63047, Procedure C01'`)
  expect(syntax).toContain('  comparison_certainty\n  (ORDINAL).')
  for (const line of syntax.split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(220)
})

/** The small study with the question that decides who takes part in the library's own words. */
function smallStudyInEnglish() {
  const definition = smallStudy()
  definition.eligibility = requireTemplate('cpt-62380-2024').eligibility
  return definition
}
