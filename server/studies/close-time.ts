import { Refusal } from '../refusal.ts'

const halfDay = 12 * 3_600_000

/**
 * Returns the moment (UTC milliseconds) at which the clocks of a zone show a local date and time such as
 * `2026-06-30T23:59`. When clocks are set back and show it twice, the second time counts: nobody is closed out
 * earlier than the words say. When clocks are set forward and skip it, it counts as if they had not been:
 * 02:30 skipped is the moment the new clocks show 03:30.
 */
export function closeTimeOf(localDateTime: string, zone: string): number {
  const local = readLocal(localDateTime)
  const before = offsetAt(local - halfDay - offsetAt(local, zone), zone)
  const after = offsetAt(local + halfDay - offsetAt(local, zone), zone)
  const moments = [before, after]
    .map((offset) => local - offset)
    .filter((moment) => moment + offsetAt(moment, zone) === local)
  return moments.length > 0 ? Math.max(...moments) : local - before
}

/** Returns the names of the zones a closing time can be stated in. */
export function listZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

/** Returns what the clocks of a zone show at a moment, as `2026-06-30T23:59`. */
export function localTimeAt(moment: number, zone: string): string {
  return new Date(moment + offsetAt(moment, zone)).toISOString().slice(0, 16)
}

/** Reads the local time as if it were UTC. */
function readLocal(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(text)
  const moment = match ? Date.parse(`${text}:00Z`) : Number.NaN
  // The parser of dates takes 30 February for 2 March; such a day is not a day.
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 16) !== text)
    throw new Refusal('invalid', 'Enter the closing time as a date and a time, such as 30 June 2026, 23:59.')
  return moment
}

/** Returns how far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const shown = Object.fromEntries(
    formatOf(zone)
      .formatToParts(moment)
      .map((part) => [part.type, Number(part.value)]),
  )
  const asUtc = Date.UTC(shown.year!, shown.month! - 1, shown.day, shown.hour, shown.minute, shown.second)
  return asUtc - Math.floor(moment / 1000) * 1000
}

/** Making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
    return format
  } catch {
    throw new Refusal('invalid', 'Choose a time zone from the list, such as Europe/Madrid.')
  }
}
