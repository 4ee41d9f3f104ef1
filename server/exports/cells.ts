const thousandths = Array.from({ length: 1000 }, (_, ms) => String(ms).padStart(3, '0'))

/** Returns milliseconds as seconds with three decimals; blank stays blank. */
export function secondsCell(ms: number | null): string | null {
  if (ms === null) return null
  if (ms < 0) return (ms / 1000).toFixed(3)
  const whole = Math.floor(ms / 1000)
  return `${whole}.${thousandths[ms - whole * 1000]}`
}

/** Returns the seconds from a start to a moment; blank where there was no such moment. */
export function secondsSince(start: number, at: number | null): string | null {
  return at === null ? null : secondsCell(at - start)
}

/** Returns a function that gives the calendar day of a moment in a zone, as YYYY-MM-DD. */
export function dayIn(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (at) => {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]))
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  }
}
