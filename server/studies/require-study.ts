import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { asItStands } from './study-state.ts'

/** Returns the study of that name in addresses, as it stands now; refuses when there is none. */
export function requireStudy(context: Context, slug: string): StudyRow {
  const study = context.queries.studies.findBySlug.get(slug)
  if (!study) throw new Refusal('not_found', `There is no study "${slug}".`)
  return asItStands(study, context.now())
}
