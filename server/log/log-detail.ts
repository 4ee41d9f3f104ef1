/** Returns the detail of a line of the log as words: `role analyst, user 3`; nested values as `from role auditor`. */
export function detailText(json: string): string {
  return words(JSON.parse(json) as unknown)
}

function words(value: unknown): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.map(words).join(' and ')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => {
      const text = words(one)
      const label = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')
      return typeof one === 'object' && one !== null && !Array.isArray(one)
        ? `${label} (${text})`
        : `${label} ${text}`
    })
    .join(', ')
}
