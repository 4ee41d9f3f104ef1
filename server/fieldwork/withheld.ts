import type { Definition } from '../studies/definition.ts'
import { type FunnelRow, type FunnelStage, funnelStages, type StageShare } from './funnel.ts'
import { smallCells, smallCellThresholdOf } from './small-cells.ts'

/** What a count is of: everybody, one society, wave or language, or one of each. */
export type Place = Partial<Pick<FunnelRow, 'society' | 'wave' | 'language'>>

/** Tells whether the count of a stage at a place must not be shown to analysts. */
export type IsWithheld = (stage: FunnelStage, place: Place) => boolean

/** For those who see the members anyway. */
export const nothingWithheld: IsWithheld = () => false

/**
 * Returns which counts of a funnel are withheld, once for every table an analyst can see: the cells of funnel.csv, the
 * totals by society, by wave and by language, and the overall ones. Only so can no table give away another's cell.
 */
export function withheldCounts(rows: readonly FunnelRow[], definition: Definition): IsWithheld {
  const threshold = smallCellThresholdOf(definition)
  const byStage = new Map(
    funnelStages.map(({ stage }) => {
      const cells = rows
        .filter((row) => row.stage === stage)
        .map(({ society, wave, language, n }) => ({
          name: nameOf({ society, wave, language }),
          n,
          totals: [{}, { society }, { wave }, { language }].map(nameOf),
        }))
      return [stage, smallCells(cells, threshold)]
    }),
  )
  return (stage, place) => byStage.get(stage)!.has(nameOf(place))
}

/** Returns a share with what must not be shown made undefined: its count, and the one it is taken of. */
export function withhold(
  share: StageShare,
  place: Place,
  isWithheld: IsWithheld,
): { n: number | undefined; ofN: number | undefined } {
  const { stage, ofStage } = share
  return {
    n: isWithheld(stage, place) ? undefined : share.n,
    ofN: ofStage !== undefined && isWithheld(ofStage, place) ? undefined : share.ofN,
  }
}

function nameOf({ society, wave, language }: Place): string {
  return [society ?? '', wave ?? '', language ?? ''].join(' ')
}
