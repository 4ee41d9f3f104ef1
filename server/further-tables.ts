import type { FurtherTable } from './exports/further-table.ts'
import { sensitivityTable } from './sensitivity/bundle-table.ts'

/**
 * Tables of results in a bundle that features above exports make. Exports know only what such a table is; whoever
 * starts a build hands them these.
 */
export const furtherTables: readonly FurtherTable[] = [sensitivityTable]
