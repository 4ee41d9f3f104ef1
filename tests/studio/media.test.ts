import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { wordsOf } from '../support/given-staff.ts'
import { jpegFile, mp4File, pngFile } from '../support/media-files.ts'
import { at, givenBlank, givenBrowser, givenStudio } from './support.ts'

const page = at('pictures')

/** A studio with a way to send the forms of the page of pictures, made from the draft as it is. */
async function givenPictures() {
  const studio = await givenStudio()
  const revision = () => String(studio.draft().revision)
  const send = (fields: Record<string, string>, file?: Buffer) =>
    studio.browser.upload(page, { revision: revision(), item: 'T1', ...fields }, file)
  const media = () => studio.draft().written.targets?.[0]?.media ?? []
  return { ...studio, revision, send, media }
}

test('a picture is added, described in each language, and taken away again', async () => {
  const { browser, send, media, draft } = await givenPictures()
  expect((await send({ act: 'add' }, pngFile(80, 50))).headers.location).toBe(`${page}?done=saved#add`)
  expect(media()).toMatchObject([{ type: 'image/png', width: 80, height: 50, alternative: {} }])
  const shown = await browser.get(page).expect(200)
  expect(load(shown.text)('.medium-entry img').attr('src')).toBe(`/media/${media()[0]!.file}`)
  expect(wordsOf(shown.text)).toContain('Target T1: the description of the picture or video is missing.')
  const texts = {
    'T1.0.alternative.en': 'The joint',
    'T1.0.caption.en': 'Seen from behind',
    'T1.0.alternative.ko': '관절',
  }
  await send({ act: 'texts', nth: '0', ...texts }).expect(303)
  expect(media()[0]).toMatchObject({
    alternative: { en: 'The joint', ko: '관절' },
    caption: { en: 'Seen from behind' },
  })
  await send({ act: 'texts', nth: '0', 'T1.0.alternative.en': 'The joint' }).expect(303)
  expect(media()[0]).not.toHaveProperty('caption')
  await send({ act: 'remove', nth: '0' }).expect(303)
  expect(draft().written.targets![0]).not.toHaveProperty('media')
})

test('a video takes subtitles, a picture does not', async () => {
  const { send, media } = await givenPictures()
  const vtt = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n')
  await send({ act: 'add' }, mp4File()).expect(303)
  await send({ act: 'subtitles', nth: '0', language: 'es' }, vtt).expect(303)
  expect(media()[0]!.subtitles!.es).toMatch(/^[0-9a-f]{64}$/)
  await send({ act: 'add' }, pngFile()).expect(303)
  await send({ act: 'subtitles', nth: '1', language: 'es' }, vtt).expect(422)
  const refused = await send({ act: 'add' }, vtt)
  expect(refused.status).toBe(422)
  expect(wordsOf(refused.text)).toContain('Subtitles belong to a video')
})

describe('what cannot be added is refused in words, and nothing is changed', () => {
  test.each([
    ['no file', undefined, 'Choose a picture or video'],
    ['a text', Buffer.from('hello'), 'This file is no picture'],
    ['a video in another code', mp4File({ codec: 'hvc1' }), 'MP4 with H.264'],
    ['a picture too wide', jpegFile(9000, 10), '8000 pixels'],
  ])('%s', async (_what, file, sentence) => {
    const { send, media, revision } = await givenPictures()
    const before = revision()
    const answer = await send({ act: 'add' }, file)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Error: ')
    expect(wordsOf(answer.text)).toContain(sentence)
    expect(media()).toEqual([])
    expect(revision()).toBe(before)
  })

  test('a fourth one, one that is there, and one for nobody', async () => {
    const { send, media } = await givenPictures()
    for (const width of [10, 20, 30]) await send({ act: 'add' }, pngFile(width)).expect(303)
    expect(wordsOf((await send({ act: 'add' }, pngFile(40))).text)).toContain('at most three')
    expect(wordsOf((await send({ act: 'add' }, pngFile(10))).text)).toContain('already')
    expect((await send({ act: 'add', item: 'C99' }, pngFile(10))).status).toBe(422)
    expect((await send({ act: 'add', item: 'x' }, pngFile(10))).status).toBe(422)
    expect(media()).toHaveLength(3)
  })
})

test('what somebody else did to the same pictures meanwhile is shown, and what was typed is kept', async () => {
  const { context, app, browser, send, media, revision } = await givenPictures()
  await send({ act: 'add' }, pngFile(80, 50)).expect(303)
  const seen = revision()
  const other = await givenBrowser(context, app, 'owner')
  const form = { revision: seen, item: 'T1', nth: '0', act: 'texts' }
  await other.upload(page, { ...form, 'T1.0.alternative.en': 'Their words' }).expect(303)
  const answer = await browser.upload(page, { ...form, 'T1.0.alternative.en': 'My words' })
  expect(answer.status).toBe(409)
  expect(load(answer.text)('[id="T1.0.alternative.en"]').val()).toContain('My words')
  expect(media()[0]!.alternative!.en).toBe('Their words')
})

test('analysts and auditors do not edit, and a blank study says what comes first', async () => {
  const { context, app, browser } = await givenBlank()
  expect(wordsOf((await browser.get(page).expect(200)).text)).toContain('Name a target or a comparator first')
  for (const role of ['analyst', 'auditor'] as const) {
    const person = await givenBrowser(context, app, role)
    await person.get(page).expect(403)
    await person.upload(page, { act: 'add', item: 'T1', revision: '1' }, pngFile()).expect(403)
  }
})
