import type { Comparator } from '../studies/definition.ts'
import type { PasteSettings } from './paste-comparators.ts'

/** A comparator, with the codes for which nobody said how CMS pays them beside others. */
export interface ReadRow {
  comparator: Omit<Comparator, 'id'>
  assumed: string[]
}

/** Without indicators the first code counts by the rule and the others in full: often wrong, so it is said. */
export function assumptionsOn({ comparator, assumed }: ReadRow): string[] {
  if (!comparator.multipleProcedureRule || assumed.length === 0) return []
  const inFull = assumed.filter((code) => code !== comparator.codes[0]!.code)
  if (inFull.length === 0) return []
  const are = inFull.length === 1 ? 'it is' : 'they are'
  return [
    `No indicator for ${inFull.join(' and ')}: ${are} counted in full. With CMS indicator 2 the 50 % rule counts by half, so look it up and add the column.`,
  ]
}

/** Returns where a typed work RVU differs from the imported fee schedule, one sentence a code. */
export function notesOn(comparator: Omit<Comparator, 'id'>, { lookUp }: PasteSettings): string[] {
  const year = comparator.wrvuYear
  return comparator.codes.flatMap(({ code, wrvu }) => {
    const scheduled = lookUp(code, year)
    if (!scheduled || scheduled.wrvu === wrvu) return []
    return [`The fee schedule of ${year} has ${scheduled.wrvu.toFixed(2)} for ${code}.`]
  })
}
