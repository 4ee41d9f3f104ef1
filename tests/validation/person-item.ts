import { type Comparison, recordComparisons } from './comparison.ts'
import { readGold, readWide } from './fixtures.ts'
import { compareConditional } from './person-item-conditional.ts'
import { compareJoint } from './person-item-joint.ts'
import { compareMarginal } from './person-item-marginal.ts'
import { modelOf } from './person-item-shared.ts'

/** Gold files of person-by-item models. */
export const PERSON_ITEM_GOLD = [
  'survey_150x10_work',
  'survey_150x10_difficulty',
  'survey_150x10_intensity',
  'survey_150x10_learning',
  'survey_150x10_work_dichotomous',
  'survey_34x27_work',
  'survey_1000x10_work',
  'survey_5000x10_work',
  'survey_5000x28_complete_work',
  'classic_erm_rsmdat',
  'classic_erm_pcmdat2',
  'classic_erm_raschdat1',
]

/** Every quantity of one gold file against ours. */
export function comparePersonItem(name: string): Comparison[] {
  const gold = readGold(name)
  const responses = readWide(`gold/${name}.csv`)
  const record = recordComparisons(name)
  for (const key of ['mml_rsm', 'mml_pcm']) {
    if (gold[key]) compareMarginal(record, key, gold[key], responses, modelOf(key, responses))
  }
  for (const key of ['cml_rm', 'cml_rsm', 'cml_pcm']) {
    if (gold[key]) compareConditional(record, key, gold[key], responses, modelOf(key, responses))
  }
  for (const key of ['jmle_rsm', 'jmle_pcm', 'jmle_rsm_L1L', 'jmle_pcm_L1L']) {
    if (gold[key]) compareJoint(record, key, gold[key], responses, modelOf(key, responses))
  }
  return record.rows
}
