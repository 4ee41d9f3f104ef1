import { expect, test } from 'vitest'
import { jobsOfStudy } from '../../server/jobs/jobs.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenAnswered } from './given-closed.ts'

test('whoever opens very many variants of a result does not fill the line of work with them', async () => {
  const { context, app } = givenAnswered({ respondents: 40 })
  const analyst = await givenBrowser(context, app, 'analyst')
  const never = new Promise<string>(() => undefined)
  // Two are under way for good: whatever is asked for now has to wait.
  for (const n of [1, 2]) context.jobs.running.set({ id: `busy ${n}` } as never, never as never)
  for (const ties of ['middle_category', 'left_out'])
    for (const include of ['completed', 'started'])
      for (const rows of ['all', 'complete'])
        for (const construct of ['work_effort', 'complexity', 'learning_curve', 'psychological_stress']) {
          const query = new URLSearchParams({ ties, include, rows, construct })
          expect((await analyst.get(`/studies/endo/results?${query}`)).status).toBe(200)
        }
  expect(jobsOfStudy(context, 'endo').filter(({ key }) => key.startsWith('intervals '))).toHaveLength(10)
})
