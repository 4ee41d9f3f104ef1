import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPastedComparators } from '../../server/studio/paste-comparators.ts'
import { wordsOf } from '../support/given-staff.ts'
import { at, fill, givenBlank, givenStudio } from './support.ts'

const none = () => undefined
const settings = { language: 'en', year: 2023, source: 'CMS', rule: true, lookUp: none } as const

/** What an imported fee schedule of 2023 has. */
const schedule: Record<string, { wrvu: number; indicator: number | null; source: string }> = {
  '22612': { wrvu: 23.53, indicator: 2, source: 'CMS January 2023' },
  '22614': { wrvu: 6.43, indicator: 0, source: 'CMS January 2023' },
  '63030': { wrvu: 12, indicator: 2, source: 'CMS January 2023' },
}
const lookUp = (code: string, year: number) => (year === 2023 ? schedule[code] : undefined)

describe('pasted comparators', () => {
  it('take work RVU, indicator and source from the fee schedule where none is typed', () => {
    const [bundle, one, unknown, other] = readPastedComparators(
      '22612+22614\tFusion\t\n63030\tDiskectomy\n63030+99999\tUnknown\n63030\tAgain\t\t2021',
      { ...settings, lookUp },
    )
    expect(bundle!.comparator).toMatchObject({
      codes: [
        { code: '22612', wrvu: 23.53, multipleProcedureIndicator: 2 },
        { code: '22614', wrvu: 6.43, multipleProcedureIndicator: 0 },
      ],
      source: 'CMS January 2023',
    })
    expect(one!.comparator!.codes[0]!.wrvu).toBe(12)
    expect(unknown!.problem).toBe('The work RVU is missing, and no imported fee schedule of 2023 has 99999')
    expect(other!.problem).toContain('no imported fee schedule of 2021')
  })

  it('say what is assumed about a bundle under the 50 % rule without indicators', () => {
    const text = '22214+63047+22840\tPosterior osteotomy\t21.02+15.37+12.52'
    const [assumed] = readPastedComparators(text, settings)
    expect(assumed!.notes).toEqual([
      expect.stringContaining('No indicator for 63047 and 22840: they are counted in full'),
    ])
    const [said] = readPastedComparators(`${text}\t2023\t2+2+0`, settings)
    expect(said!.notes).toEqual([])
    const [one] = readPastedComparators('63030\tDiskectomy\t12.00', settings)
    expect(one!.notes).toEqual([])
    const [plain] = readPastedComparators(text, { ...settings, rule: false })
    expect(plain!.notes).toEqual([])
  })

  it('keep what was typed, and say where the fee schedule has another value', () => {
    const [row] = readPastedComparators('63030\tDiskectomy\t12.50', { ...settings, lookUp })
    expect(row!.comparator!.codes[0]).toEqual({ code: '63030', wrvu: 12.5, multipleProcedureIndicator: 2 })
    expect(row!.notes).toEqual(['The fee schedule of 2023 has 12.00 for 63030.'])
    expect(row!.comparator!.source).toBe('CMS')
  })

  it.each([
    ['tabs', '22612+22614\tFusion, two levels\t23.53+6.43\t2023\n63030\tDiskectomy\t12.00\t2023'],
    [
      'semicolons and decimal commas',
      '22612+22614;Fusion, two levels;23,53+6,43;2023\n63030;Diskectomy;12,00;2023',
    ],
    ['commas and quotes', '22612+22614,"Fusion, two levels",23.53+6.43,2023\n63030,Diskectomy,12.00,2023'],
    [
      'a header in another order',
      'Year;wRVU;Label;Code\n2023;23,53+6,43;Fusion, two levels;22612 + 22614\n2023;12;Diskectomy;63030',
    ],
  ])('are read from %s', (_, text) => {
    const rows = readPastedComparators(text, settings)
    expect(rows.map(({ problem }) => problem)).toEqual([undefined, undefined])
    expect(rows[0]!.comparator).toMatchObject({
      codes: [
        { code: '22612', wrvu: 23.53, multipleProcedureIndicator: 2 },
        { code: '22614', wrvu: 6.43, multipleProcedureIndicator: 0 },
      ],
      label: { en: 'Fusion, two levels' },
      wrvuYear: 2023,
      multipleProcedureRule: true,
    })
    expect(rows[1]!.comparator!.multipleProcedureRule).toBe(false)
  })

  it.each([
    ['no code', '\tA label\t12', 'The code is missing'],
    ['a code that is none', '6304\u2013\tLabel\t12', 'a code has four or five digits'],
    ['no work RVU', '63047\tLabel\t', 'The work RVU is missing'],
    ['a bundle with one work RVU', '22612+22614\tLabel\t29.96', '2 codes need 2 work RVUs'],
    ['a year that is none', '63047\tLabel\t15.37\t23', '“23” is no year'],
    ['the same code again', '63047\tA\t15.37\n63047\tB\t15.37', '63047 stands in line 1 already'],
  ])('say what is wrong in a row: %s', (_, text, problem) => {
    expect(readPastedComparators(text, settings).at(-1)!.problem).toContain(problem)
  })

  it('are never half read, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const row of readPastedComparators(text, settings))
          expect(row.comparator === undefined).toBe(row.problem !== undefined)
      }),
    )
  })

  it('are looked at first, then saved in place of the others or behind them', async () => {
    const { browser, draft } = await givenBlank()
    const rows = '22612+22840+20937\tFusion\t23.53+12.52+2.79\t2023\t2+0+0\n63047\tDecompression\t15.37\t2023'
    const look = await fill(browser, 'comparators/paste', { text: rows }, 'look')
    expect(look.status).toBe(200)
    expect(wordsOf(look.text)).toContain('2 rows, all readable')
    expect(wordsOf(look.text)).toContain('38.84')
    expect(draft().revision).toBe(1)
    await fill(browser, 'comparators/paste', { text: rows }, 'save').then((answer) =>
      expect(answer.status).toBe(303),
    )
    expect(draft().shown.comparators.map(({ id }) => id)).toEqual(['C01', 'C02'])
    await fill(browser, 'comparators/paste', { text: '63030\tDisk\t12\t2023', how: 'append' }, 'save')
    expect(draft().shown.comparators.map(({ codes }) => codes[0]!.code)).toEqual(['22612', '63047', '63030'])
  })

  it('keep the translations of labels whose codes stay, and save nothing while a row is wrong', async () => {
    const { browser, draft } = await givenStudio()
    const before = draft()
    const wrong = await fill(browser, 'comparators/paste', { text: '63047\tX\t15.37\nnothing' }, 'save')
    expect(wrong.status).toBe(422)
    expect(wordsOf(wrong.text)).toContain('1 of 2 rows must be corrected')
    expect(draft()).toEqual(before)
    await fill(
      browser,
      'comparators/paste',
      { text: '63047\tNew words\t15.37\t2024', how: 'replace' },
      'save',
    )
    const [only] = draft().shown.comparators
    expect(only).toMatchObject({ id: 'C01', wrvuYear: 2024 })
    expect(only!.label).toEqual({ ...before.shown.comparators[5]!.label, en: 'New words' })
    await browser.get(at('comparators')).expect(200)
  })
})
