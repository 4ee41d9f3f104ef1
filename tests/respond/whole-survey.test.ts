import { expect, test } from 'vitest'
import { asker } from '../support/ask.ts'
import { givenStudy } from '../support/given-study.ts'
import { walkSurvey } from '../support/walk-survey.ts'

test('a surgeon who answers every page reaches the end with 46 judgements', async () => {
  const { app, invite, context } = givenStudy()
  const link = invite()
  const seen = await walkSurvey(asker(app), link)
  expect(seen.at(-1)).toBe(`${link}/done`)
  expect(seen.filter((path) => path.includes('/pairs/'))).toHaveLength(46)
  const count = context.db.prepare('SELECT count(*) FROM judgement').pluck().get()
  expect(count).toBe(46)
})
