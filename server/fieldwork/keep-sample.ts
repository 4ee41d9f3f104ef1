import type { Context } from '../context.ts'
import type { Drawn, Sample } from './draw-sample.ts'

/** A list as a sample remembers it. */
export interface SampledList {
  /** what its file was called; empty where it was pasted */
  name: string
  /** members on it, also those who could not be drawn */
  members: number
}

/**
 * Keeps a sample whose drawn members have their invitations already: of which list and societies it was drawn, its
 * seed, and where everybody stood, so that the draw can be repeated. Returns how many went into the reserve, and
 * what the log says. Must run inside a write.
 */
export function keepSample(
  context: Context,
  given: { studyId: number; wave: number; from: SampledList; actor: string },
  sample: Sample,
): { reserve: number; log: Record<string, unknown> } {
  const { studyId, wave, from, actor } = given
  const { samples } = context.queries
  const { seed, isTyped, drawn, reserve } = sample
  const listed = drawn.length + reserve.length
  const parts = partsOf(sample)
  const { lastInsertRowid } = samples.insert.run({
    studyId,
    seed,
    seedTyped: isTyped ? 1 : 0,
    listed,
    drawn: drawn.length,
    wave,
    listName: from.name,
    listMembers: from.members,
    parts: JSON.stringify(parts),
    at: context.now(),
    by: actor,
  })
  const sampleId = Number(lastInsertRowid)
  const places = JSON.stringify(drawn.map(({ member, position }) => [member.email, position]))
  samples.insertDrawn.run({ studyId, sampleId, drawn: places })
  const rows = reserve.map(({ member, position }) => [
    member.email,
    member.name,
    member.language,
    member.society,
    position,
  ])
  const kept = samples.insertReserve.run(studyId, sampleId, JSON.stringify(rows)).changes
  const log = {
    number: sampleId,
    list: from.name === '' ? 'pasted' : from.name,
    on_the_list: from.members,
    eligible: listed,
    drawn: drawn.length,
    societies: Object.fromEntries(parts.map(([slug, of, n]) => [slug, `${n} of ${of}`])),
    seed,
    ...(isTyped ? { seed_typed: true } : {}),
  }
  return { reserve: kept, log }
}

/** Of each society how many could be drawn, and how many were. */
function partsOf({ drawn, reserve }: Sample): [society: string, eligible: number, drawn: number][] {
  const bySociety = Map.groupBy([...drawn, ...reserve], ({ member }: Drawn) => member.society)
  const isDrawn = new Set(drawn)
  return [...bySociety]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([society, all]) => [society, all.length, all.filter((one) => isDrawn.has(one)).length])
}
