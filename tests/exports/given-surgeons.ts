import type { Response } from '../../db/queries/judgements.ts'
import type { Context } from '../../server/context.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

const given: Record<string, Response | undefined>[] = [
  { C01: 'more', C02: 'equal', C03: 'less' },
  { C01: 'equal', C02: 'cannot', C03: 'less' },
  { C01: 'cannot', C02: 'more', C03: 'cannot' },
]

/** The small study with three surgeons who finished: all answers, two of three, and one only. */
export function givenThreeSurgeons(design?: Definition['design']): { context: Context } {
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', { ...smallStudy(), ...(design ? { design } : {}) })
  given.forEach((responses, index) => {
    givenRespondent(context, clock, {
      slug: 'small',
      email: `surgeon-${index}@example.org`,
      society: index === 1 ? 'beta' : 'alpha',
      responses,
      answers: { is_surgeon: 'yes' },
    })
  })
  return { context }
}
