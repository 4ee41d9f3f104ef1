import type { Column } from './column.ts'
import { decisionColumns, exclusionColumns, funnelColumns } from './columns-fieldwork.ts'
import { judgementColumns, scheduleColumns } from './columns-judgements.ts'
import {
  ratingColumns,
  respondentColumns,
  revisionColumns,
  simulatedColumns,
  timingColumns,
} from './columns-respondents.ts'
import { constructColumns, itemColumns } from './columns-study.ts'

/** Files of the archive whose columns are the same in every study. */
export const archiveColumns = {
  'judgements.csv': judgementColumns,
  'schedule.csv': scheduleColumns,
  'respondents.csv': respondentColumns,
  'revisions.csv': revisionColumns,
  'ratings.csv': ratingColumns,
  'timings.csv': timingColumns,
  'items.csv': itemColumns,
  'constructs.csv': constructColumns,
  'funnel.csv': funnelColumns,
  'exclusions.csv': exclusionColumns,
  'decisions.csv': decisionColumns,
  'simulated.csv': simulatedColumns,
} as const satisfies Record<string, readonly Column[]>

export type ArchiveFile = keyof typeof archiveColumns
