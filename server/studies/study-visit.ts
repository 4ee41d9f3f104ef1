import type { Request, Response } from 'express'
import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText } from '../http/staff-router.ts'
import type { Definition } from './definition.ts'
import { currentDefinition, requireStudy } from './lifecycle.ts'

/** A person on the pages of one study. */
export interface StudyVisit {
  person: PersonRow
  study: StudyRow
  definition: Definition
  now: number
  /** address of the study's pages */
  base: string
  done: string | undefined
}

/** Returns who asks about which study; refuses when there is no such study. */
export function openStudy(context: Context, request: Request, response: Response): StudyVisit {
  const study = requireStudy(context, pathPart(request, 'slug'))
  return {
    person: requirePerson(response),
    study,
    definition: currentDefinition(context, study),
    now: context.now(),
    base: `/studies/${study.slug}`,
    done: queryText(request, 'done'),
  }
}
