import * as cheerio from 'cheerio'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { saveMedia } from '../../server/studies/media/save-media.ts'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { everyMedium } from '../support/every-medium.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { mp4File, pngFile } from '../support/media-files.ts'
import { surgeon } from '../support/surgeon.ts'

const who = 'coordinator@society.example'
const video = mp4File({ bytes: 700_000 })

/** A published study with pictures and a video, and surgeons at its links. */
function givenMedia() {
  let files = { picture: '', film: '', subtitles: '' }
  const study = givenStudy('cpt-62380-2024', (definition, context) => {
    files = everyMedium(definition, context)
  })
  return {
    ...study,
    ...files,
    surgeonAt: (language: string) => surgeon(study.app, study.invite({ language })),
  }
}

describe.each(languages)('the procedure in %s', (language) => {
  test('shows its picture lazily and in its place, and its video under native controls, all from the site', async () => {
    const given = givenMedia()
    const me = given.surgeonAt(language)
    const $ = cheerio.load((await me.get(await me.reach('procedure/T1'))).html)
    const picture = $('figure img')
    expect(picture.attr()).toMatchObject({
      src: me.at(`media/${given.picture}`),
      width: '800',
      height: '500',
      loading: 'lazy',
      alt: `channel ${language}`,
    })
    expect($('figcaption').first().text()).toBe(`caption ${language}`)
    const film = $('figure video')
    expect(film.attr()).toMatchObject({ controls: '', preload: 'none', width: '1280', height: '720' })
    expect(film.attr('autoplay')).toBeUndefined()
    expect(film.find('source').attr('src')).toBe(me.at(`media/${given.film}`))
    expect(film.find('track').attr()).toMatchObject({
      srclang: 'es',
      src: me.at(`media/${given.subtitles}`),
    })
    expect(film.find('track').attr('default')).toBe(language === 'es' ? '' : undefined)
    expect($(`[id="${film.attr('aria-describedby')}"]`).text()).toBe(`what happens ${language}`)
    expect($('figcaption').last().text()).toMatch(/0[.,]7/)
    const pair = cheerio.load((await me.get(await me.reach('pairs/1'))).html)
    expect(pair('details figure img')).toHaveLength(2)
    expect(pair('details summary').last().text()).toContain(wordsIn(language).lookAt('').trim().split(' ')[0])
  })
})

describe('a file', () => {
  test('that is taken away while somebody watches breaks off for them, and for nobody else', async () => {
    const given = givenMedia()
    const me = given.surgeonAt('en')
    const path = me.at(`media/${given.film}`)
    const faults: unknown[] = []
    given.context.log.error = ((fault: unknown) => faults.push(fault)) as typeof given.context.log.error
    const { media } = given.context.queries
    const get = media.findPart.get.bind(media.findPart)
    media.findPart.get = (sha256, part) => (part === 0 ? get(sha256, part) : undefined)
    await expect(request(given.app).get(path).responseType('blob')).rejects.toThrow('aborted')
    media.findPart.get = get
    expect((await request(given.app).get(path).responseType('blob')).status).toBe(200)
    expect(faults).toEqual([{ err: expect.any(TypeError) }])
  })

  test('is sent whole or in part, to be kept by the browser for good', async () => {
    const given = givenMedia()
    const me = given.surgeonAt('en')
    const path = me.at(`media/${given.film}`)
    const whole = await request(given.app).get(path).responseType('blob')
    expect(whole.status).toBe(200)
    expect(whole.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(video.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    expect((whole.body as Buffer).equals(video)).toBe(true)
    const part = await request(given.app).get(path).set('Range', 'bytes=262000-600000').responseType('blob')
    expect(part.status).toBe(206)
    expect(part.headers['content-range']).toBe(`bytes 262000-600000/${video.length}`)
    expect((part.body as Buffer).equals(video.subarray(262_000, 600_001))).toBe(true)
    expect((await request(given.app).get(path).set('Range', 'bytes=9999999-')).status).toBe(416)
    expect((await request(given.app).get(path).set('If-None-Match', whole.headers.etag!)).status).toBe(304)
    const head = await request(given.app).head(path)
    expect(head.status).toBe(200)
    expect(head.headers['content-length']).toBe(String(video.length))
  })

  test('is sent to people with a link to its study and to staff, to nobody else', async () => {
    const given = givenMedia()
    const me = given.surgeonAt('en')
    const file = given.picture
    expect((await request(given.app).get(me.at(`media/${file}`))).status).toBe(200)
    expect((await request(given.app).get(`/media/${file}`)).status).not.toBe(200)
    expect((await request(given.app).get(`/r/nothing/media/${file}`)).status).toBe(404)
    for (const role of ['owner', 'coordinator', 'analyst', 'auditor'] as const) {
      const browser = await givenBrowser(given.context, given.app, role)
      await browser.get(`/media/${file}`).expect(200).expect('Content-Type', 'image/png')
      await browser.get(`/media/${'0'.repeat(64)}`).expect(404)
    }
    const other = saveMedia(given.context, pngFile(9, 9), who)
    expect((await request(given.app).get(me.at(`media/${other.sha256}`))).status).toBe(404)
    closeStudy(given.context, 'endo', who)
    expect((await request(given.app).get(me.at(`media/${file}`))).status).toBe(410)
  })
})

test('a page without pictures asks for no file', async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite())
  const { html } = await me.get(await me.reach('procedure/T1'))
  expect(html).not.toMatch(/<img|<video|figure/)
})
