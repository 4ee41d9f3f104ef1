import { expect, test } from 'vitest'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenOutbox } from './given-outbox.ts'

test('where the funnel’s “mailed” is not the table’s “accepted”, the page says why', async () => {
  const { context, app, queue, work } = await givenOutbox(3)
  await queue()
  await work()
  const browser = await givenBrowser(context, app, 'coordinator')
  const page = async () => {
    return wordsOf((await browser.get('/studies/endo/mail')).text)
  }
  expect(await page()).toContain('mailed 3 · not bounced 3.')
  expect(await page()).toContain('Of invitations the table has 3 under Accepted. An invitation')
  const set = context.db.prepare(`UPDATE outbox SET state = 'bounced', reason = 'gone' WHERE id = ?`)
  set.run(1)
  expect(await page()).toContain('mailed 3 · not bounced 2.')
  expect(await page()).toContain('2 under Accepted and 1 that came back later, under Bounced. An invitation')
  context.db.prepare('DELETE FROM outbox WHERE id = 2').run()
  expect(await page()).toContain('; the mail of 1 member was deleted with the address.')
})
