import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dump } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm } from '../support/walk-survey.ts'

/** What a surgeon may do next: answer where they are, go back, send twice, send an old page, send nonsense. */
const act = fc.record({
  kind: fc.constantFrom('answer', 'answer', 'answer', 'back', 'double', 'stale', 'nonsense', 'jump', 'empty'),
  choice: fc.nat(3),
  seq: fc.integer({ min: 1, max: 12 }),
})

test('whatever is clicked, doubled or stale, each pair has one judgement and its revisions replay to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
      const { app, invite, context } = givenStudy()
      const me = surgeon(app, invite())
      await me.reach('pairs/1')
      const old = new Map<number, URLSearchParams>()
      const expected = new Map<number, string[]>()
      const send = async (seq: number, fields: URLSearchParams) => {
        const answer = await me.post(me.at(`pairs/${seq}`), fields.toString())
        expect(answer.status).toBeLessThan(500)
        return answer
      }
      let seq = 1
      for (const { kind, choice, seq: any } of acts) {
        if (kind === 'back') seq = Math.max(1, seq - 1)
        const open = await me.get(me.at(`pairs/${seq}`))
        if (open.status !== 200) {
          seq = 1
          continue
        }
        const form = mainForm(open.html)!
        if (!old.has(seq)) old.set(seq, new URLSearchParams(form.fields))
        const value = form.offered.get('choice')![choice]!
        const fields = kind === 'stale' ? new URLSearchParams(old.get(seq)) : form.fields
        if (kind === 'nonsense') fields.set('choice', 'C77')
        else if (kind !== 'empty') fields.set('choice', value)
        else fields.delete('choice')
        const at = kind === 'jump' ? any + 20 : seq
        const before = dump(context.db)
        const answer = await send(at, fields)
        if (kind === 'double') expect((await send(at, fields)).status).toBe(303)
        const saved = answer.status === 303 && at === seq
        if (!saved) expect(dump(context.db)).toEqual(before)
        const given = expected.get(seq) ?? []
        if (saved && given.at(-1) !== value) expected.set(seq, [...given, value])
        if (saved && seq < 11) seq += 1
      }
      const { db } = context
      const rows = db.prepare('SELECT seq, response, revision FROM judgement ORDER BY seq').all() as {
        seq: number
        response: string
        revision: number
      }[]
      expect(rows.map((row) => row.seq)).toEqual([...expected.keys()].toSorted((a, b) => a - b))
      for (const row of rows) {
        const pair = db.prepare('SELECT item_a FROM assignment WHERE seq = ?').pluck().get(row.seq)
        const meaning = (value: string) =>
          value === 'equal' || value === 'cannot' ? value : value === pair ? 'more' : 'less'
        const revisions = db
          .prepare('SELECT response FROM judgement_revision WHERE seq = ? ORDER BY revision')
          .pluck()
          .all(row.seq)
        expect(revisions).toEqual(expected.get(row.seq)!.map(meaning))
        expect(row).toMatchObject({ response: revisions.at(-1), revision: revisions.length })
      }
    }),
    { numRuns: 25 },
  )
})
