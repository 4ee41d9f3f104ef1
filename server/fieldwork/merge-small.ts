/**
 * Returns neighbours in a row put together until no count of theirs is one of 1 to threshold - 1; `join` makes one of
 * two. So nothing need be left blank that could be worked out from the rest. What is left at the end joins the last
 * one. Undefined where all together are still too few.
 */
export function mergeSmall<Part>(
  parts: readonly Part[],
  threshold: number,
  countsOf: (part: Part) => readonly number[],
  join: (one: Part, next: Part) => Part,
): Part[] | undefined {
  const isTold = (part: Part) => countsOf(part).every((n) => n === 0 || n >= threshold)
  const merged: Part[] = []
  let open: Part | undefined
  for (const part of parts) {
    open = open === undefined ? part : join(open, part)
    if (!isTold(open)) continue
    merged.push(open)
    open = undefined
  }
  while (open !== undefined && !isTold(open)) {
    const last = merged.pop()
    if (last === undefined) return undefined
    open = join(last, open)
  }
  return open === undefined ? merged : [...merged, open]
}
