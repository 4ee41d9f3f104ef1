import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTable } from '../../server/recompute/read-table.ts'
import { Refusal } from '../../server/refusal.ts'

/** What a table was refused with: the sentence and its lines. */
function refusal(text: string): string[] {
  try {
    readTable(text)
  } catch (error) {
    if (error instanceof Refusal) return [error.message, ...error.details]
    throw error
  }
  throw new Error('it was read')
}
const values = (text: string) => readTable(text).rows.map((row) => [row.name, row.measure, ...row.wrvus])

describe('a table is read as people have it', () => {
  const rows = [
    ['63047', -0.994, 15.37],
    ['22102', -1.662, 11.08],
    ['63030', -0.89, 12],
  ]

  test.each([
    ['commas with a header', 'code,measure,wrvu\n63047,-0.994,15.37\n22102,-1.662,11.08\n63030,-.890,12\n'],
    [
      'semicolons and decimal commas',
      'code;measure;wrvu\r\n63047;-0,994;15,37\r\n22102;-1,662;11,08\r\n63030;-0,89;12',
    ],
    [
      'cells copied from a spreadsheet',
      'CPT\tMeasure (logits)\tWork RVU 2023\n63047\t-0.994\t15.37\n22102\t-1.662\t11.08\n63030\t-0.89\t12.00',
    ],
    [
      'quoted decimal commas',
      'cpt_code,difficulty_logit,wRVU\n63047,"-0,994","15,37"\n22102,"-1,662","11,08"\n63030,"-0,89",12',
    ],
    [
      'true minus signs and a byte order mark',
      '\uFEFFitem,location,rvu\n63047,\u22120.994,15.37\n22102,\u22121.662,11.08\n63030,\u22120.89,12',
    ],
    [
      'columns in another order, others beside them',
      'infit,wrvu,measure,code\n1.2,15.37,-0.994,63047\n0.9,11.08,-1.662,22102\n1,12,-0.89,63030',
    ],
    ['no header: code, measure, wRVU', '63047;-0,994;15,37\n22102;-1,662;11,08\n63030;-0,89;12'],
    ['blank lines', '\ncode,measure,wrvu\n\n63047,-0.994,15.37\n,,\n22102,-1.662,11.08\n63030,-0.89,12\n\n'],
  ])('%s', (_, text) => {
    expect(values(text)).toEqual(rows)
  })

  test('two columns of numbers are measure and wRVU, counted', () => {
    expect(values('-1,10\n0,20\n1,30')).toEqual([
      ['1', -1, 10],
      ['2', 0, 20],
      ['3', 1, 30],
    ])
  })

  test('standard errors, bundles with the wRVU of each code, and their indicators', () => {
    const [row] = readTable('code,measure,se,wrvu,indicator\n22612+22840,-1.2,0.2,23.53+12.52,2+0\n').rows
    expect(row).toEqual({
      row: 2,
      name: '22612+22840',
      measure: -1.2,
      error: 0.2,
      wrvus: [23.53, 12.52],
      indicators: [2, 0],
    })
  })

  test('columns that are not needed are named', () => {
    expect(readTable('code,measure,wrvu,infit,outfit\na,1,2,1,1').unused).toEqual(['infit', 'outfit'])
  })
})

describe('what cannot be read is said row by row', () => {
  test('each wrong cell with its row', () => {
    const [sentence, ...lines] = refusal(
      'code,measure,wrvu\n63047,abc,15.37\n22102,-1.6,\n63030,-0.89,-3\n63005,1,"1.234,5"',
    )
    expect(sentence).toBe('4 things in the table must be corrected.')
    expect(lines).toEqual([
      'Row 2: the measure “abc” is no number.',
      'Row 3: the wRVU is missing.',
      'Row 4: a wRVU is below 0.',
      'Row 5: the wRVU “1.234,5” is no number. Write it without a mark between the thousands.',
    ])
  })

  test('a comparator that is there twice', () => {
    expect(refusal('code,measure,wrvu\n63047,1,2\n63047,1,2')[1]).toContain('63047 stands already in row 2')
  })

  test('bundles whose codes, wRVUs and indicators do not match', () => {
    const lines = refusal('code,measure,wrvu,indicator\n1+2,0,3+4+5,2+0\n')
    expect(lines[1]).toContain('2 codes and 3 wRVUs')
    expect(lines[2]).toContain('2 indicators for 3 wRVUs')
  })

  test('a header without what is needed', () => {
    expect(refusal('code,value\na,1').join(' ')).toMatch(
      /No column is called measure.*No column is called wrvu/,
    )
  })

  test('nothing, one column, a broken quote', () => {
    expect(refusal('  \n ')[0]).toContain('no table')
    expect(refusal('12\n13')[0]).toContain('column with measures')
    expect(refusal('code,measure,wrvu\n"a,1,2')[0]).toBe('This is not a table.')
  })

  test('any text is read or refused in sentences', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('1,5', '-0.3', '2+3', 'NaN', 'Infinity', '1e400', '"', '+'),
    )
    const table = fc
      .array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 })
      .map((rows) => `code,measure,wrvu\n${rows.map((row) => row.join(',')).join('\n')}`)
    fc.assert(
      fc.property(fc.oneof(table, fc.string()), (text) => {
        try {
          for (const row of readTable(text).rows)
            for (const value of [row.measure, ...row.wrvus]) expect(Number.isFinite(value)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
    )
  })
})
