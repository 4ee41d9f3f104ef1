/** Returns what stands at a dotted path such as `targets.0.label`, or undefined. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** Puts a value at a dotted path, in place; undefined takes the key away. Missing objects on the way are made. */
export function setAt(root: object, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop()!
  let place = root as Record<string, unknown>
  for (const key of keys) {
    const next = place[key]
    if (next === null || typeof next !== 'object') {
      if (value === undefined) return
      place[key] = {}
    }
    place = place[key] as Record<string, unknown>
  }
  if (value === undefined) delete place[last]
  else place[last] = value
}

/** Tells whether nothing is written in a part of a draft: no value, or only empty texts, lists and groups. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.values(value).every(isEmpty)
}
