import fc from 'fast-check'
import { expect, test } from 'vitest'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { walkSurvey } from '../support/walk-survey.ts'

/** Hours by which a server's clock was seen to be wrong, and what it takes to be put right. */
const jumps = fc.array(fc.integer({ min: -72, max: 72 }), { minLength: 1, maxLength: 8 })

test('no answer is lost, and none of its times is impossible, when the clock of the server jumps', async () => {
  await fc.assert(
    fc.asyncProperty(jumps, async (hours) => {
      const { app, invite, context, clock } = givenStudy()
      const link = invite()
      const me = surgeon(app, link)
      let requests = 0
      const jumping: typeof me.ask = (...asked) => {
        requests += 1
        if (requests % 10 === 0) clock.now += (hours[requests % hours.length] ?? 0) * 3_600_000
        return me.ask(...asked)
      }
      const seen = await walkSurvey(jumping, link)
      expect(seen.at(-1)).toBe(me.at('done'))
      const one = (sql: string) => context.db.prepare(sql).pluck().get()
      expect(one('SELECT count(*) FROM judgement')).toBe(46)
      expect(one('SELECT count(*) FROM judgement_revision')).toBe(46)
      expect(one('SELECT count(*) FROM assignment WHERE shown_at IS NULL')).toBe(0)
      expect(one('SELECT count(*) FROM page_timing WHERE wall_ms < 0 OR wall_ms > 86400000')).toBe(0)
      context.db.close()
    }),
    { numRuns: 6, seed: 7 },
  )
}, 60_000)
