import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { readZip } from '../support/read-zip.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenFolder } from './support.ts'

const planted = ['quillfeather', 'zanthoxylum', 'my-private-remark', 'hospital-of-thornbury']

test('no name, address, free text or time of day is in any file of a bundle', async () => {
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', smallStudy())
  const responses = { C01: 'more', C02: 'equal', C03: 'less' } as const
  for (const email of ['quillfeather@hospital-of-thornbury.example', 'z@hospital-of-thornbury.example']) {
    clock.now += 3_723_456
    const answers = { is_surgeon: 'yes', cases: 41, remark: 'my-private-remark' }
    const respondent = givenRespondent(context, clock, { slug: 'small', email, responses, answers })
    context.db
      .prepare(
        `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
         VALUES (?, ?, 1, 'Too fast', 'analyst', 'zanthoxylum@example.org', ?)`,
      )
      .run(respondent.study_id, respondent.id, clock.now)
  }
  context.db.exec(`UPDATE invitation SET name = 'Dr Zanthoxylum'`)
  for (const include of ['completed', 'started'] as const) {
    for (const flavour of ['script', 'excel'] as const) {
      const file = join(givenFolder(), 'out.zip')
      const request = { slug: 'small', include, mode: 'live', flavour } as const
      await buildBundle(context, request, file, { polite: false })
      for (const { name, bytes } of readZip(readFileSync(file))) {
        const text = bytes.toString('utf8').toLowerCase()
        for (const secret of planted) expect(text.includes(secret), `${secret} in ${name}`).toBe(false)
        // The study's own contact is part of what every surgeon was shown.
        const addresses = text.match(/[\w.-]+@[\w-]+\.[\w.]+/g) ?? []
        expect(new Set([...addresses, 'office@example.org']), name).toEqual(new Set(['office@example.org']))
        expect(text, name).not.toMatch(/\b\d{1,2}:\d{2}:\d{2}\b|\d{4}-\d{2}-\d{2}t\d|\b17[67]\d{10}\b/)
      }
    }
  }
})
