import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { openProcess } from '../../server/process.ts'
import { givenFolder, givenLinks, givenServer } from '../support/given-server.ts'
import { givenPerson, wordsOf } from '../support/given-staff.ts'
import { patiently } from '../support/patiently.ts'

test('a program that is killed while it makes files forgets them honestly and leaves nothing of them', async () => {
  const folder = givenFolder()
  givenLinks(folder, 1)
  const context = openProcess({ COMPARAND_DATA: folder, LOG_LEVEL: 'error' })
  const cookie = `comparand=${beginSession(context, (await givenPerson(context, 'owner')).id)}`
  context.db.close()
  const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }

  const first = await givenServer(folder)
  const asked = await fetch(`${first.origin}/studies/endo/data`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'include=started&flavour=script',
  })
  expect(asked.status).toBe(303)
  const job = asked.headers.get('location')!
  await patiently(() => expect(existsSync(join(folder, 'datasets'))).toBe(true))
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const second = await givenServer(folder)
  const page = await fetch(second.origin + job, { headers })
  expect(page.status).toBe(410)
  expect(wordsOf(await page.text())).toContain('This work is no longer known')
  // The process that made them may outlive its server by a moment.
  await patiently(() => expect(readdirSync(join(folder, 'datasets'))).toEqual([]))
  const data = await (await fetch(`${second.origin}/studies/endo/data`, { headers })).text()
  expect(wordsOf(data)).toContain('No files were made yet.')
})
