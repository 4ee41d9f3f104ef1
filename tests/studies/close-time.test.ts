import { describe, expect, it } from 'vitest'
import { closeTimeOf, localTimeAt } from '../../server/studies/close-time.ts'

const utc = (local: string, zone: string) => new Date(closeTimeOf(local, zone)).toISOString().slice(0, 16)

describe('a closing time', () => {
  it.each([
    ['2026-06-30T23:59', 'Europe/Madrid', '2026-06-30T21:59'],
    ['2026-01-15T23:59', 'Europe/Madrid', '2026-01-15T22:59'],
    ['2026-06-30T23:59', 'Asia/Seoul', '2026-06-30T14:59'],
    ['2026-06-30T23:59', 'America/Sao_Paulo', '2026-07-01T02:59'],
    ['2026-06-30T23:59', 'America/Los_Angeles', '2026-07-01T06:59'],
    ['2026-12-31T23:59', 'America/Santiago', '2027-01-01T02:59'],
    ['2026-06-30T23:59', 'UTC', '2026-06-30T23:59'],
  ])('is what the clocks of its zone show: %s in %s', (local, zone, expected) => {
    expect(utc(local, zone)).toBe(expected)
    expect(localTimeAt(closeTimeOf(local, zone), zone)).toBe(local)
  })

  // The days on which clocks change in 2026, from the zones' published rules.
  it.each([
    ['2026-03-29T01:59', 'Europe/Madrid', '2026-03-29T00:59'],
    ['2026-03-29T02:30', 'Europe/Madrid', '2026-03-29T01:30'],
    ['2026-03-29T03:00', 'Europe/Madrid', '2026-03-29T01:00'],
    ['2026-03-08T02:30', 'America/Los_Angeles', '2026-03-08T10:30'],
    ['2026-09-06T00:30', 'America/Santiago', '2026-09-06T04:30'],
  ])('that the clocks skip counts as if they had not been set forward: %s in %s', (local, zone, expected) => {
    expect(utc(local, zone)).toBe(expected)
  })

  it.each([
    ['2026-10-25T02:30', 'Europe/Madrid', '2026-10-25T01:30'],
    ['2026-10-25T01:59', 'Europe/Madrid', '2026-10-24T23:59'],
    ['2026-11-01T01:30', 'America/Los_Angeles', '2026-11-01T09:30'],
    ['2026-04-04T23:30', 'America/Santiago', '2026-04-05T03:30'],
    ['2019-02-16T23:30', 'America/Sao_Paulo', '2019-02-17T02:30'],
  ])('that the clocks show twice is the second time: %s in %s', (local, zone, expected) => {
    expect(utc(local, zone)).toBe(expected)
  })

  it.each(['2026-02-30T12:00', '2026-06-30T24:30', '2026-06-30', 'T23:59', '30.06.2026T23:59'])(
    'must be a date and a time (%s)',
    (local) => {
      expect(() => closeTimeOf(local, 'Europe/Madrid')).toThrow('Enter the closing time')
    },
  )

  it('must name a zone', () => {
    expect(() => closeTimeOf('2026-06-30T23:59', 'Europe/Nowhere')).toThrow('Choose a time zone')
  })
})
