import { describe, expect, test } from 'vitest'
import { cutIdentity } from '../../server/fieldwork/cut-identity.ts'
import type { FunnelRow } from '../../server/fieldwork/funnel.ts'
import { responseShare, toldShares } from '../../server/fieldwork/funnel-shares.ts'
import { fieldDates } from '../../server/report/field-dates.ts'
import { datesText, toldText } from '../../server/report/field-text.ts'
import { reachedText, rebuildText } from '../../server/report/rates.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { setTimes } from '../../server/studies/study-times.ts'
import { pauseStudy, resumeStudy } from '../../server/studies/study-transitions.ts'
import { givenStudy } from '../support/given-study.ts'

const place = { society: 'isass', wave: 1, language: 'en' }
const rowsOf = (
  route: FunnelRow['route'],
  counts: Partial<Record<FunnelRow['stage'], number>>,
): FunnelRow[] =>
  Object.entries(counts).map(([stage, n]) => ({ ...place, route, stage: stage as FunnelRow['stage'], n }))
const told = (rows: FunnelRow[]) => reachedText({ funnel: toldShares(rows), response: responseShare(rows) })

describe('who was reached', () => {
  test('is one way where everybody had a personal link', () => {
    expect(told(rowsOf('personal', { listed: 57, started: 19, completed: 15 }))).toBe(
      '57 members were listed. 19 started (33 % of 57 listed). 15 completed (79 % of 19 started). Response rate: 15 completed by a personal link, 26 % of 57 listed.',
    )
  })

  test('mixes people of open links into no rate of starting', () => {
    const rows = [
      ...rowsOf('personal', { listed: 57, started: 19, completed: 15 }),
      ...rowsOf('open', { started: 7, completed: 6 }),
    ]
    expect(told(rows)).toBe(
      '57 members were listed. 19 started by their personal link (33 % of 57 listed). 7 people started by an open link (no denominator: nobody knows how many saw the link). In all, 26 started. 21 completed (81 % of 26 started). Response rate: 15 completed by a personal link, 26 % of 57 listed.',
    )
    expect(rebuildText({ funnel: toldShares(rows), response: responseShare(rows) })).toContain(
      'n 15 of the row stage “completed” divided by n 57 of the row stage “listed” is 26 %',
    )
  })

  test('speaks of one as of one, and of nobody as of nobody', () => {
    expect(
      told([...rowsOf('personal', { listed: 1, started: 0 }), ...rowsOf('open', { started: 1 })]),
    ).toMatch(
      /^1 member was listed\. Nobody started by their personal link \(0 % of 1 listed\)\. 1 person started by an open link/,
    )
    expect(told(rowsOf('open', { started: 2, completed: 1 }))).toBe(
      '2 people started by an open link (no denominator: nobody knows how many saw the link). In all, 2 started. 1 completed (50 % of 2 started).',
    )
  })

  test('claims no route that was not kept', () => {
    const rows = [...rowsOf('personal', { listed: 57 }), ...rowsOf('unknown', { started: 26, completed: 20 })]
    expect(told(rows)).toBe('57 members were listed. 26 started. 20 completed (77 % of 26 started).')
  })
})

describe('when a study was in the field', () => {
  const day = 86_400_000

  test('a pause has an end, a moved closing time its reason, and the cut its day', () => {
    const { context, clock } = givenStudy()
    const actor = 'coordinator@society.example'
    const from = clock.now
    const at = (days: number) => new Date(from + days * day).toISOString().slice(0, 16)
    const since = (moment: number) => `day ${Math.round((moment - from) / day)}`
    const study = () => context.queries.studies.findBySlug.get('endo')!
    const times = (closes: string, reason: string) =>
      setTimes(context, 'endo', { opens: undefined, closes, zone: 'UTC', graceMinutes: 0, reason }, actor)
    times(at(20), '')
    clock.now = from + 2 * day
    pauseStudy(context, 'endo', actor)
    clock.now = from + 4 * day
    resumeStudy(context, 'endo', actor)
    clock.now = from + 6 * day
    pauseStudy(context, 'endo', actor)
    clock.now = from + 7 * day
    resumeStudy(context, 'endo', actor)
    clock.now = from + 10 * day
    times(at(30), 'A congress fell into these weeks.')
    clock.now = from + 25 * day
    closeStudy(context, 'endo', actor)
    const before = fieldDates(context, study(), since)
    expect(before).toMatchObject({ opened: 'day 0', closed: 'day 25', lastStart: undefined, cut: undefined })
    const [open, paused, moved] = datesText(before)
    expect(open).toBe('It was open from day 0 to day 25.')
    expect(paused).toBe('It was paused from day 2 to day 4 and from day 6 to day 7.')
    expect(moved).toMatch(
      /^On day 10 the closing time was moved from .* \(UTC\) to .* \(UTC\); the reason given: “A congress fell into these weeks”\.$/,
    )
    expect(toldText(before)).toContain('told that their answers are confidential')
    expect(toldText(before)).toContain('had not been cut')
    expect(toldText(before)).not.toContain('anonymous')
    cutIdentity(context, 'endo', 'endo', actor)
    const after = toldText(fieldDates(context, study(), since))
    expect(after).toContain('told that their answers are confidential')
    expect(after).toContain('was cut for good on day 25; since then the answers are anonymous')
  })

  test('a pause that nobody ended lasted until it closed; one pause is one', () => {
    const dates = {
      opened: 'A',
      closed: 'B',
      lastStart: 'L',
      pauses: [{ from: 'P', to: undefined }],
      moves: [{ at: 'M', from: 'X', to: undefined, reason: 'none needed' }],
      cut: undefined,
    }
    expect(datesText(dates)).toEqual([
      'It was open from A to B.',
      'New starts were taken until L; whoever had begun could finish until it closed.',
      'It was paused from P until it closed.',
      'On M the closing time was taken away (it was X); the reason given: “none needed”.',
    ])
  })
})
