import type { FunnelCounts } from '../../db/queries/funnel.ts'

export type FunnelStage = Exclude<keyof FunnelCounts, 'society' | 'wave' | 'language' | 'route'>

/** A stage on the way from the list to the analysis, with what it means and what its rate is taken of. */
export interface StageDefinition {
  stage: FunnelStage
  name: string
  definition: string
  ofStage: FunnelStage | undefined
}

/** The stages in order; every screen, file and report takes them from here. */
export const funnelStages: readonly StageDefinition[] = [
  { stage: 'listed', name: 'Listed', definition: 'Members on the list.', ofStage: undefined },
  {
    stage: 'mailed',
    name: 'Mailed',
    definition:
      'Members whose invitation, sent by this program, the mail server accepted, whether or not it came back later.',
    ofStage: 'listed',
  },
  {
    stage: 'not_bounced',
    name: 'Not bounced',
    definition: 'Mailed, and no mail came back.',
    ofStage: 'mailed',
  },
  {
    stage: 'started',
    name: 'Started',
    definition: 'Pressed Start. Opening the link is not counted: mail scanners do it too.',
    ofStage: 'listed',
  },
  {
    stage: 'consented',
    name: 'Consented',
    definition: 'Started, and agreed to take part.',
    ofStage: 'started',
  },
  {
    stage: 'eligible',
    name: 'Eligible',
    definition: 'Consented, and met the study’s eligibility rule.',
    ofStage: 'consented',
  },
  {
    stage: 'judged',
    name: '≥ 1 judgement',
    definition: 'Eligible, and answered at least one comparison or rating item.',
    ofStage: 'eligible',
  },
  {
    stage: 'completed',
    name: 'Completed',
    definition: 'Reached the end and sent the answers.',
    ofStage: 'started',
  },
  {
    stage: 'analysed',
    name: 'Analysed',
    definition: 'Completed, not withdrawn, and not excluded by a recorded decision.',
    ofStage: 'completed',
  },
]

/** Stages before the start: only members on a list have them. */
export const mailStages: ReadonlySet<FunnelStage> = new Set(['listed', 'mailed', 'not_bounced'])
