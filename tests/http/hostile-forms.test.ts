import { describe, expect, it } from 'vitest'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

async function givenCoordinator() {
  const study = givenStudy()
  return { ...study, browser: await givenBrowser(study.context, study.app, 'coordinator') }
}

describe('a form that no page of ours makes', () => {
  it('is refused with a sentence when a text holds the character NUL, and nothing is kept', async () => {
    const { browser, invite, context } = await givenCoordinator()
    const link = invite({ kind: 'test' })
    for (const comment of ['\0', 'too long\0'])
      await browser.post(`${link}/comment`, { comment, page: 'consent' }).expect(400)
    expect(context.db.prepare('SELECT count(*) FROM test_comment').pluck().get()).toBe(0)
    const text = 'email,name,society,language\nana@society.example,A\0na,sbc,pt\n'
    expect((await browser.upload('/studies/endo/members', { text })).status).toBe(400)
  })

  it('is refused when its table is far larger than a published one: nobody waits while it is read', async () => {
    const { browser } = await givenCoordinator()
    const pasted = await browser.upload('/recompute', { table: ','.repeat(300_000) })
    expect(pasted.status).toBe(413)
    expect(wordsOf(pasted.text)).toContain('The table is larger than 256 KB.')
    const file = await browser.upload('/recompute', {}, Buffer.from(','.repeat(300_000)))
    expect(file.status).toBe(413)
  })

  it('is refused when a list of members has thousands of columns, each of which would have a control', async () => {
    const { browser } = await givenCoordinator()
    const row = 'ana@society.example;'.repeat(5000)
    const answer = await browser.upload('/studies/endo/members', { text: `email;name\n${row}\n` })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain('Row 2 has 5001 cells; at most 200 can be read.')
  })
})
