import type { Request, Response } from 'express'
import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { requirePerson } from '../http/require-role.ts'
import { pathPart, queryText } from '../http/staff-router.ts'
import type { Definition } from './definition.ts'
import { currentDefinition, requireStudy } from './lifecycle.ts'
import { noticeFor, type SimulatedNotice } from './simulated.ts'

/** A person on the pages of one study. */
export interface StudyVisit {
  person: PersonRow
  study: StudyRow
  definition: Definition
  now: number
  /** address of the study's pages */
  base: string
  done: string | undefined
  /** what must be said first, where answers of the study are simulated */
  simulated: SimulatedNotice | undefined
}

/** Returns who asks about which study; refuses when there is no such study. */
export function openStudy(context: Context, request: Request, response: Response): StudyVisit {
  const study = requireStudy(context, pathPart(request, 'slug'))
  const person = requirePerson(response)
  const definition = currentDefinition(context, study)
  return {
    person,
    study,
    definition,
    simulated: noticeFor(context, study.id, definition, person),
    now: context.now(),
    base: `/studies/${study.slug}`,
    done: queryText(request, 'done'),
  }
}
