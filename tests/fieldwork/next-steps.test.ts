import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { beginClosing } from '../../server/studies/study-transitions.ts'
import { givenOutbox } from '../mail/given-outbox.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

const base = '/studies/endo'

test('field work says at every stage what comes next, to whom may do it', async () => {
  const { app, context, invite, queue, work } = await givenOutbox(0)
  const [owner, analyst] = [
    await givenBrowser(context, app, 'owner'),
    await givenBrowser(context, app, 'analyst'),
  ]
  const steps = async (browser = owner) => {
    const $ = load((await browser.get(`${base}/fieldwork`).expect(200)).text)
    const links = $('.next-steps a').toArray()
    for (const link of links) await browser.get($(link).attr('href')!).expect(200)
    return links.map((link) => $(link).text())
  }
  const times = ['Change the closing time', 'Close the study']
  expect(await steps()).toEqual(['Bring the lists of members', 'Make a link to hand around', ...times])
  expect(await steps(analyst)).toEqual([])
  invite()
  expect(await steps()).toEqual(['Invite the members', ...times])
  await queue()
  await work()
  expect(await steps()).toEqual(['Remind who has not finished', ...times])
  beginClosing(context, 'endo', 60, 'c@society.example')
  expect(await steps()).toEqual(['Remind who has begun', ...times])
  closeStudy(context, 'endo', 'c@society.example')
  expect(await steps()).toEqual([
    'Thank who has finished',
    'Look at the results',
    'Cut the link between addresses and answers',
  ])
  expect(await steps(analyst)).toEqual(['Look at the results'])
})

test('members are counted by society and in all', async () => {
  const { app, context, invite } = givenStudy()
  for (const society of ['isass', 'isass', 'sbc']) invite({ society })
  const browser = await givenBrowser(context, app, 'coordinator')
  const $ = load((await browser.get(`${base}/members`)).text)
  expect($('tfoot th').text()).toBe('All societies')
  expect($('tfoot td').first().text()).toBe('3')
})
