import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeSmall } from '../../server/fieldwork/merge-small.ts'
import { smallParts } from '../../server/fieldwork/small-cells.ts'
import { withheldCounts } from '../../server/fieldwork/withheld.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { readDefinition } from '../../server/studies/definition.ts'
import { givenArchive } from '../exports/support.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

const parts = (...counts: number[]) => counts.map((n, at) => ({ name: String(at), n }))
const withheld = (counts: number[], threshold = 5, also: string[] = []) =>
  [...smallParts(parts(...counts), threshold, { also: new Set(also), insiders: true })].sort()

/** Every way to fill withheld parts, each at least 1, with a sum. */
function fillings(n: number, sum: number): number[][] {
  if (n === 0) return sum === 0 ? [[]] : []
  return Array.from({ length: Math.max(0, sum) }, (_, one) =>
    fillings(n - 1, sum - one - 1).map((rest) => [one + 1, ...rest]),
  ).flat()
}

describe('parts of a known total', () => {
  test('are withheld from 1 to below the threshold; zeros and larger counts are shown', () => {
    expect(withheld([0, 5, 50])).toEqual([])
    expect(withheld([4, 9, 11, 60, 0])).toEqual(['0', '1', '2'])
    expect(withheld([4, 9], 1)).toEqual([])
  })

  test('take others with them where all that are withheld must be ones', () => {
    expect(withheld([1, 1, 1, 1, 1, 1, 8, 40, 50])).toHaveLength(8)
  })

  test('are withheld where another table withholds them', () => {
    expect(withheld([8, 9, 20, 30], 5, ['3'])).toEqual(['0', '1', '3'])
  })

  test('can be found neither by subtracting nor by somebody who knows one of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 6 }),
        fc.integer({ min: 2, max: 4 }),
        fc.boolean(),
        (counts, threshold, insiders) => {
          const hidden = [...smallParts(parts(...counts), threshold, { insiders })].map(Number)
          const all = counts.filter((n) => n > 0).length
          const known = [undefined, ...(insiders ? hidden : [])]
          for (const insider of known) {
            const open = hidden.filter((at) => at !== insider)
            // Where everything is withheld already, no other part could help.
            if (hidden.length === all) continue
            const tables = fillings(
              open.length,
              open.reduce((sum, at) => sum + counts[at]!, 0),
            )
            open.forEach((at, place) => {
              if (counts[at]! < threshold)
                expect(new Set(tables.map((one) => one[place])).size).toBeGreaterThan(1)
            })
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('days and pages', () => {
  const merged = (counts: number[][], threshold = 5) =>
    mergeSmall(
      counts,
      threshold,
      (one) => one,
      (one, next) => one.map((n, at) => n + next[at]!),
    )

  test('are told together until no count is small, and nothing is left blank', () => {
    expect(merged([[6], [0], [2], [1], [2], [7], [3]])).toEqual([[6], [0], [5], [10]])
    expect(
      merged([
        [6, 0],
        [3, 5],
        [2, 1],
      ]),
    ).toEqual([
      [6, 0],
      [5, 6],
    ])
    expect(merged([[3], [1]])).toBeUndefined()
    expect(merged([])).toEqual([])
    expect(merged([[3], [1]], 1)).toEqual([[3], [1]])
  })

  test('add up to what they were, whatever the counts', () => {
    const counts = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 6 }), (rows, threshold) => {
        const told = merged(rows, threshold)
        const sum = (all: number[][], at: number) => all.reduce((total, one) => total + one[at]!, 0)
        if (told === undefined) {
          expect([0, 1].some((at) => sum(rows, at) > 0 && sum(rows, at) < threshold)).toBe(true)
          return
        }
        for (const at of [0, 1]) expect(sum(told, at)).toBe(sum(rows, at))
        for (const n of told.flat()) expect(n === 0 || n >= threshold).toBe(true)
      }),
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
      expect(page).toContain('Counts of people below 5 are left out of tables')
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

test('a coordinator of one society finds no count of all societies on the list of studies and the data page', async () => {
  const given = givenStudy()
  const { context, app, invite, studyId } = given
  invited(invite)
  for (let n = 0; n < 3; n++) givenStarted(given, studyId)
  const browser = await givenBrowser(context, app, 'coordinator', 'sbc')
  expect(wordsOf((await browser.get('/studies')).text)).toContain('SBC: 2 listed, 0 started, 0 completed')
  const data = (await browser.get('/studies/endo/data')).text
  expect(wordsOf(data)).toContain('Of SBC only.')
  expect(load(data)('td.figure').text()).toMatch(/^0+$/)
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
