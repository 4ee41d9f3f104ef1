import type { Context } from '../context.ts'
import type { Cell } from './column.ts'
import type { Snapshot } from './snapshot.ts'

/** Yields funnel.csv. */
export function* funnelRows(_context: Context, _snapshot: Snapshot): Generator<Cell[]> {}
