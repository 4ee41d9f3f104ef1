import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CountedCell, smallCells } from '../../server/fieldwork/small-cells.ts'
import { withheldCounts } from '../../server/fieldwork/withheld.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { readDefinition } from '../../server/studies/definition.ts'
import { givenArchive } from '../exports/support.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

const cell = (society: string, language: string, n: number): CountedCell => ({
  name: `${society} ${language}`,
  n,
  totals: ['all', society, language],
})
const withheld = (cells: CountedCell[], threshold = 5) => [...smallCells(cells, threshold)].sort()

/** The rank of a matrix by integer elimination (fraction-free), another way than the program's. */
function rank(rows: number[][]): number {
  const left = rows.map((row) => row.map(BigInt))
  let found = 0
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const at = left.findIndex((row, index) => index >= found && row[column] !== 0n)
    if (at < 0) continue
    ;[left[found], left[at]] = [left[at]!, left[found]!]
    const pivot = left[found]!
    for (let index = found + 1; index < left.length; index++) {
      const factor = left[index]![column]!
      if (factor === 0n) continue
      left[index] = left[index]!.map((value, place) => value * pivot[column]! - factor * pivot[place]!)
    }
    found++
  }
  return found
}

describe('small cells', () => {
  test('are withheld from 1 to below the threshold; zeros and larger counts are shown', () => {
    const cells = [cell('a', 'x', 0), cell('b', 'y', 5), cell('c', 'z', 50)]
    expect(withheld(cells)).toEqual([])
    expect(withheld([cell('a', 'x', 4)])).toEqual(['a', 'a x', 'all', 'x'])
    expect(withheld([cell('a', 'x', 4)], 1)).toEqual([])
  })

  test('take a second cell with them, so that no total gives them away', () => {
    const cells = [cell('a', 'x', 3), cell('a', 'y', 20), cell('b', 'x', 30), cell('b', 'y', 9)]
    expect(withheld(cells)).toEqual(['a x', 'a y', 'b x', 'b y'])
  })

  test('are not given away by a sum of two ones', () => {
    const cells = [cell('a', 'x', 1), cell('b', 'x', 1), cell('c', 'x', 8), cell('d', 'x', 40)]
    expect(withheld(cells)).toEqual(expect.arrayContaining(['a', 'a x', 'b', 'b x', 'c x']))
    expect(withheld(cells)).not.toContain('all')
  })

  test('can never be worked out from what is shown, whatever the table', () => {
    const counts = fc.array(
      fc.record({
        society: fc.integer({ min: 0, max: 4 }),
        wave: fc.constantFrom(1, 2),
        language: fc.constantFrom('en', 'pt', 'ko'),
        n: fc.integer({ min: 0, max: 12 }),
      }),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 6 }), (rows, threshold) => {
        const byName = new Map(rows.map((row) => [`${row.society} ${row.wave} ${row.language}`, row]))
        const cells = [...byName].map(([name, { society, wave, language, n }]) => ({
          name,
          n,
          totals: ['all', `society ${society}`, `wave ${wave}`, `language ${language}`],
        }))
        const hidden = smallCells(cells, threshold)
        const totals = [...new Set(cells.flatMap((one) => one.totals))]
        const places = [
          ...cells.map(({ name, n }, at) => ({
            name,
            n,
            row: cells.map((_, index) => Number(index === at)),
          })),
          ...totals.map((name) => ({
            name,
            n: cells.reduce((sum, one) => sum + (one.totals.includes(name) ? one.n : 0), 0),
            row: cells.map((one) => Number(one.totals.includes(name))),
          })),
        ]
        const shown = places.filter(({ name }) => !hidden.has(name)).map(({ row }) => row)
        for (const { name, n, row } of places) {
          if (n === 0 || n >= threshold) continue
          expect(hidden.has(name)).toBe(true)
          expect(rank([...shown, row])).toBe(rank(shown) + 1)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a study', () => {
  test('sets its own threshold; without one the definition and its hash stay as they were', () => {
    const read = (smallCellThreshold?: unknown) =>
      readDefinition({ ...smallStudy(), ...(smallCellThreshold === undefined ? {} : { smallCellThreshold }) })
    const plain = read()
    expect(plain.ok && 'smallCellThreshold' in plain.definition).toBe(false)
    expect(read(10).ok).toBe(true)
    for (const wrong of [0, 101, 2.5, '5', null]) expect(read(wrong).ok).toBe(false)
    const rows = [
      { stage: 'listed', society: 'alpha', wave: 1, language: 'en', route: 'personal', n: 7 },
    ] as const
    const at = (smallCellThreshold: number) =>
      withheldCounts(rows, { ...smallStudy(), smallCellThreshold })('listed', { society: 'alpha' })
    expect([at(7), at(8)]).toEqual([false, true])
    expect(withheldCounts([{ ...rows[0], n: 4 }], smallStudy())('listed', {})).toBe(true)
  })
})

/** Seven members of one society, two of another; nobody answers. */
function invited(invite: (member: { society: string }) => unknown): void {
  for (let n = 0; n < 7; n++) invite({ society: 'isass' })
  for (let n = 0; n < 2; n++) invite({ society: 'sbc' })
}

/** Somebody who came by a link that was handed around. */
function givenStarted({ context, clock }: GivenStudy, studyId: number): void {
  const row = context.queries.invitations.insert.run(studyId, 'open', null, '', 'en', 'isass', 1, clock.now)
  const invitation = context.queries.invitations.find.get(Number(row.lastInsertRowid))!
  const study = context.queries.studies.findById.get(studyId)!
  startRespondent(context, { study, invitation, language: 'en', device: 'phone' })
}

describe('pages', () => {
  test('withhold small counts from analysts and auditors on every page, and show coordinators all', async () => {
    const { context, app, invite } = givenStudy()
    invited(invite)
    const see = async (role: 'analyst' | 'auditor' | 'coordinator') => {
      const browser = await givenBrowser(context, app, role)
      const { text } = await browser.get('/studies/endo/fieldwork').expect(200)
      return wordsOf(text)
    }
    for (const role of ['analyst', 'auditor'] as const) {
      const page = await see(role)
      expect(page).toContain('Counts below 5 are withheld from your role')
      // The two of one society, and the seven from whom they would follow.
      expect(page).toMatch(/Members on the list\. 9/)
      expect(page).toMatch(/ISASSwithheld/)
      expect(page).toMatch(/SBCwithheld/)
      expect(page).not.toMatch(/of [1-8] listed|ISASS7|SBC2/)
    }
    const page = await see('coordinator')
    expect(page).not.toContain('withheld')
    expect(page).toMatch(/ISASS7/)
    expect(page).toMatch(/SBC2/)
  })

  test('the list of studies and the data page withhold what the field-work page withholds', async () => {
    const given = givenStudy()
    const { context, app, invite } = given
    invite({ society: 'isass' })
    const analyst = await givenBrowser(context, app, 'analyst')
    expect(wordsOf((await analyst.get('/studies')).text)).toContain(
      'listed: withheld, 0 started, 0 completed',
    )
    const { studyId } = given
    for (let n = 0; n < 2; n++) givenStarted(given, studyId)
    expect(wordsOf((await analyst.get('/studies/endo/data')).text)).toMatch(/Started by open link.*withheld/)
    const owner = await givenBrowser(context, app, 'owner')
    expect(wordsOf((await owner.get('/studies')).text)).toContain('1 listed, 2 started')
  })
})

test('funnel.csv leaves withheld counts blank and keeps its columns; the codebook says why', () => {
  const { context } = givenContext()
  givenLiveStudy(context, 'small', smallStudy())
  const study = context.queries.studies.findBySlug.get('small')!
  let members = 0
  const invite = (society: string) => {
    const email = `${++members}@example.org`
    context.queries.invitations.insert.run(study.id, 'member', email, '', 'en', society, 1, 0)
  }
  for (let n = 0; n < 7; n++) invite('alpha')
  for (let n = 0; n < 2; n++) invite('beta')
  const { text, rows } = givenArchive(context)
  const lines = text('funnel.csv').split('\n')
  expect(lines[0]).toBe('stage,society,wave,language,n,of_stage,of_n,level,route')
  expect(lines).toContain('listed,alpha,1,en,,,,cell,personal')
  expect(lines).toContain('listed,beta,1,en,,,,cell,personal')
  expect(lines).toContain('started,beta,1,en,0,listed,,cell,personal')
  expect(lines).toContain('listed,beta,,,,,,society,all')
  expect(lines).toContain('listed,,,,9,,,all,all')
  const codebook = rows('codebook.csv').find(({ file, column }) => file === 'funnel.csv' && column === 'n')!
  expect(codebook.label).toContain('blank = withheld')
})
