import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { findFeeCode, importFeeSchedule } from '../../server/fees/import-fee-schedule.ts'
import { readRelativeValues } from '../../server/fees/relative-value-file.ts'
import { Refusal } from '../../server/refusal.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { patiently } from '../support/patiently.ts'
import { givenContext } from '../support/test-context.ts'
import { relativeValueFile, valueRow } from './relative-value-file.ts'

const file = (...rows: string[]) => Buffer.from(relativeValueFile(rows))
const open = { year: undefined, source: undefined, descriptorLicence: undefined }

describe('a relative value file', () => {
  it('is read under its header of several lines; rows with a modifier are left out', async () => {
    const rows = [
      valueRow('62380', '0.00', { mult: '9' }),
      valueRow('63030', '12.00'),
      valueRow('63030', '5.00', { mod: '26' }),
    ]
    const values = await readRelativeValues(file(...rows))
    expect(values).toMatchObject({ year: 2023, withModifier: 1 })
    expect(values.codes).toEqual([
      {
        code: '62380',
        status: 'A',
        wrvu: 0,
        globalDays: '090',
        multipleProcedure: 9,
        descriptor: 'Words of others',
      },
      {
        code: '63030',
        status: 'A',
        wrvu: 12,
        globalDays: '090',
        multipleProcedure: 2,
        descriptor: 'Words of others',
      },
    ])
  })

  it('may have its header in one line, with the names of the documentation', async () => {
    const text =
      'HCPCS,MOD,DESCRIPTION,STATUS CODE,WORK RVU,GLOB DAYS,MULT PROC\n22612,,"a, b",A,23.53,090,2\n'
    const { codes, year } = await readRelativeValues(Buffer.from(text))
    expect(year).toBeUndefined()
    expect(codes).toEqual([
      {
        code: '22612',
        status: 'A',
        wrvu: 23.53,
        globalDays: '090',
        multipleProcedure: 2,
        descriptor: 'a, b',
      },
    ])
  })

  it.each([
    ['another file', 'name,email\nA,a@society.example\n', 'no header has the columns'],
    ['nothing below the header', relativeValueFile([]), 'no codes'],
    [
      'a value that is none',
      relativeValueFile([valueRow('63030', 'NA')]),
      '1 row of the file cannot be read',
    ],
    [
      'a code that stands twice',
      relativeValueFile([valueRow('63030', '1'), valueRow('63030', '2')]),
      'cannot be read',
    ],
  ])('is refused in words: %s', async (_name, text, words) => {
    await expect(readRelativeValues(Buffer.from(text))).rejects.toThrow(words)
  })

  it('gives back every code that was written, or refuses; it never fails otherwise', async () => {
    const value = fc.record({
      code: fc.stringMatching(/^[0-9]{4}[0-9A-Z]$/),
      wrvu: fc.integer({ min: 0, max: 99_999 }).map((n) => (n / 100).toFixed(2)),
    })
    const codes = fc.uniqueArray(value, { selector: ({ code }) => code, minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(codes, async (rows) => {
        const read = await readRelativeValues(file(...rows.map(({ code, wrvu }) => valueRow(code, wrvu))))
        expect(read.codes.map(({ code, wrvu }) => ({ code, wrvu: wrvu.toFixed(2) }))).toEqual(rows)
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await expect(readRelativeValues(Buffer.from(bytes))).rejects.toBeInstanceOf(Refusal)
      }),
    )
  })
})

describe('an imported year', () => {
  it('holds no descriptor unless a licence is stated', async () => {
    const { context } = givenContext()
    await importFeeSchedule(context, file(valueRow('63030', '12.00')), open, 'a@society.example')
    expect(findFeeCode(context, '63030', 2023)).toMatchObject({ wrvu: 12, descriptor: null })
    const licence = 'Licence 1 of the society'
    await importFeeSchedule(
      context,
      file(valueRow('63030', '12.00')),
      { ...open, descriptorLicence: licence },
      'a@society.example',
    )
    expect(findFeeCode(context, '63030', 2023)).toMatchObject({ descriptor: 'Words of others' })
    const insert = context.db.prepare(
      `INSERT INTO fee_schedule_code SELECT id, '99999', 'A', 1, '', 2, 'Words' FROM fee_schedule`,
    )
    context.db.prepare('UPDATE fee_schedule SET descriptor_licence = NULL').run()
    expect(() => insert.run()).toThrow('descriptors need a licence')
  })

  it('is replaced as a whole, beside the other years', async () => {
    const { context } = givenContext()
    const by = 'a@society.example'
    await importFeeSchedule(context, file(valueRow('63030', '12.00'), valueRow('22612', '23.53')), open, by)
    const other = Buffer.from(relativeValueFile([valueRow('63030', '13.18')], 'CY 2021 Relative Value File'))
    await importFeeSchedule(context, other, open, by)
    await importFeeSchedule(context, file(valueRow('63030', '12.50')), open, by)
    expect(findFeeCode(context, '63030', 2023)!.wrvu).toBe(12.5)
    expect(findFeeCode(context, '22612', 2023)).toBeUndefined()
    expect(findFeeCode(context, '63030', 2021)!.wrvu).toBe(13.18)
  })

  it('stays as it was when the new file is refused', async () => {
    const { context } = givenContext()
    await importFeeSchedule(context, file(valueRow('63030', '12.00')), open, 'a@society.example')
    const wrong = importFeeSchedule(context, file(valueRow('63030', 'x')), open, 'a@society.example')
    await expect(wrong).rejects.toBeInstanceOf(Refusal)
    const otherYear = importFeeSchedule(
      context,
      file(valueRow('63030', '9')),
      { ...open, year: 2024 },
      'a@society.example',
    )
    await expect(otherYear).rejects.toThrow('title says 2023')
    expect(findFeeCode(context, '63030', 2023)!.wrvu).toBe(12)
  })
})

describe('the page', () => {
  it('imports a file while its page shows how far it is, and finds codes by their beginning', async () => {
    const { context } = givenContext()
    const app = createApp(context)
    const coordinator = await givenBrowser(context, app, 'coordinator')
    const fields = { year: '', source: '', licence: '' }
    const content = file(valueRow('62380', '0.00'), valueRow('63030', '12.00'))
    const started = await coordinator.upload('/fees', fields, content)
    expect(started.status).toBe(303)
    let at = started.headers.location!
    await patiently(async () => {
      const answer = await coordinator.get(at)
      if (answer.status === 303) at = answer.headers.location!
      expect(at).toBe('/fees?done=fees-imported')
    })
    const analyst = await givenBrowser(context, app, 'analyst')
    const { text } = await analyst.get('/fees?code=63').expect(200)
    expect(wordsOf(text)).toContain('1 code begins with 63')
    expect(load(text)('tbody th').first().text()).toContain('63030')
    expect(text).not.toContain('Words of others')
    expect(text).not.toContain('enctype')
    await analyst.upload('/fees', fields, content).expect(403)
  })

  it('says what to correct, and keeps what was typed', async () => {
    const { context } = givenContext()
    const owner = await givenBrowser(context, createApp(context), 'owner')
    const answer = await owner.upload('/fees', { year: '23', source: 'January', licence: '' })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain('Choose the relative value file')
    expect(wordsOf(answer.text)).toContain('Enter a year such as 2023')
    expect(answer.text).toContain('value="January"')
  })
})
