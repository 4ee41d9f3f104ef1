import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import * as cheerio from 'cheerio'
import { afterEach, describe, expect, test } from 'vitest'
import { pauseStudy } from '../../server/studies/study-transitions.ts'
import { wordsIn } from '../../server/words/index.ts'
import { everyQuestion } from '../support/every-question.ts'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm } from '../support/walk-survey.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Begins a form on a connection of its own. */
async function beginForm(app: GivenStudy['app'], path: string, length: string) {
  const server = app.listen(0, '127.0.0.1')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: survey.test\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
      `${length}\r\n\r\n`,
  )
  return socket
}

/** Sends a form's head and a little of its body, and returns what is answered before more is sent. */
async function sendHeadOnly(app: GivenStudy['app'], path: string, length: number): Promise<string> {
  const socket = await beginForm(app, path, `Content-Length: ${length}`)
  socket.write('choice=equal&x=')
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}

describe('a form that is larger than its page can be filled in is refused unread, and its connection closed', () => {
  const pages = [
    'start',
    'consent',
    'pairs/1',
    'blocks/1',
    'practice',
    'finish',
    'withdraw',
    'comment',
    'about',
  ]
  test.each(pages)('%s', async (page) => {
    const { app, invite } = givenStudy()
    const answer = await sendHeadOnly(app, `${invite()}/${page}`, 200_000)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toMatch(/^connection: close\r$/im)
    expect(answer).toContain(wordsIn('en').tooLargeHeading)
  })

  test('a link that is not ours, by the link', async () => {
    const { app } = givenStudy()
    const answer = await sendHeadOnly(app, `/r/${'a'.repeat(34)}/about`, 200_000)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(answer).toMatch(/^connection: close\r$/im)
  })

  test.each(['/studies/endo/definition/study', '/sign-in', '/studies/endo/members'])(
    'a form of a staff page from somebody who is not signed in: %s',
    async (path) => {
      const answer = await sendHeadOnly(givenStudy().app, path, 200_000)
      expect(answer).toMatch(/^HTTP\/1\.1 (303|400) /)
      expect(answer).toMatch(/^connection: close\r$/im)
    },
  )

  test.each(['consent', '/sign-in'])(
    'one that states no length and goes on without end is not read for ever: %s',
    async (page) => {
      const { app, invite } = givenStudy()
      const path = page.startsWith('/') ? page : `${invite()}/${page}`
      const socket = await beginForm(app, path, 'Transfer-Encoding: chunked')
      const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
      socket.on('error', () => undefined).resume()
      const piece = `10000\r\n${'a'.repeat(65_536)}\r\n`
      for (let sent = 0; sent < 100 && !socket.destroyed; sent++)
        await new Promise((resolve) => socket.write(piece, resolve))
      await ended
    },
  )

  test('a packed form is not unpacked', async () => {
    const { app, invite } = givenStudy()
    const me = surgeon(app, invite(), { 'Content-Encoding': 'gzip' })
    expect((await me.post(me.at('consent'), 'consent=agreed')).status).toBe(415)
  })
})

describe('the longest form that a page can be filled in is taken', () => {
  test.each(['disclosure', 'procedure/T1', 'experience', 'times', 'reference', 'materials', 'about'])(
    '%s',
    async (page) => {
      const { app, invite } = givenStudy('one-code-or-several', (definition) => {
        const { eligibility } = definition
        const decides = (variable: string) => eligibility.some((one) => one.variable === variable)
        definition.questions = everyQuestion(definition).questions.filter(
          (question) => question.page === page || decides(question.variable),
        )
      })
      const me = surgeon(app, invite())
      await me.reach(page)
      const { html } = await me.get(me.at(page))
      const form = mainForm(html)!
      const $ = cheerio.load(html)
      $('textarea, input.line').each((_, control) => {
        form.fields.set($(control).attr('name')!, '가'.repeat(Number($(control).attr('maxlength'))))
      })
      $('[inputmode]').each((_, control) => form.fields.set($(control).attr('name')!, '1'))
      $('select').each((_, control) => {
        form.fields.set($(control).attr('name')!, $(control).find('option').last().attr('value')!)
      })
      for (const [name, offered] of form.offered)
        if ($(`[name="${name}"]`).is(':checkbox'))
          for (const value of offered) form.fields.append(name, value)
        else if ($(`[name="${name}"]`).is(':radio')) form.fields.set(name, offered.at(-1)!)
      // Everything at once may not go together; what matters is that it was read.
      expect([303, 422]).toContain((await me.post(form.action, form.fields.toString())).status)
    },
  )

  test('also while the study is paused, so that it can be sent again', async () => {
    const { app, invite, context } = givenStudy('cpt-62380-2024', (definition) => {
      definition.questions.push({
        variable: 'remark',
        page: 'about',
        type: 'text',
        text: { en: 'Remark', es: 'Nota', pt: 'Nota', ko: '메모' },
        required: false,
      })
    })
    const me = surgeon(app, invite())
    await me.reach('about')
    const form = mainForm((await me.get(me.at('about'))).html)!
    form.fields.set('q_remark', '가'.repeat(2000))
    pauseStudy(context, 'endo', 'coordinator@society.example')
    const answer = await me.post(form.action, form.fields.toString())
    expect(answer.status).toBe(403)
    expect(answer.html).toContain('가'.repeat(2000))
  })
})
