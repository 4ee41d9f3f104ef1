import { localTimeAt } from '../studies/close-time.ts'

const day = 86_400_000

/**
 * Returns how many days of the calendar a moment lies after another in a zone, at whatever hour: 1 from Monday evening
 * to Tuesday morning. Clocks that are set forward or back change nothing.
 */
export function calendarDays(from: number, to: number, zone: string): number {
  return (dateOf(to, zone) - dateOf(from, zone)) / day
}

/** Returns the day of the calendar so many days after a moment's, as `25 November 2026`. */
export function dayAfter(from: number, days: number, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(dateOf(from, zone) + days * day)
}

/** A day of the calendar as if it were one of UTC. */
function dateOf(at: number, zone: string): number {
  return Date.parse(localTimeAt(at, zone).slice(0, 10))
}
