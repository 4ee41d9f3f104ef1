import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { manifestLines } from '../../server/cli/files-request.ts'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import { versionsText } from '../../server/exports/manifest.ts'
import { mostMediaBytes } from '../../server/exports/media-files.ts'
import { listTexts } from '../../server/studies/definition-text.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { publishMinor } from '../../server/studio/minor-version.ts'
import { everyMedium, inEveryLanguage } from '../support/every-medium.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { readZip } from '../support/read-zip.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive, givenFolder } from './support.ts'

const who = 'coordinator@society.example'
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A study whose target has a picture and a video, and whose comparators have the picture. */
function givenMedia() {
  const { context, clock } = givenContext()
  const definition = smallStudy()
  const names = everyMedium(definition, context)
  givenLiveStudy(context, 'small', definition)
  givenRespondent(context, clock, {
    slug: 'small',
    email: 'a@example.org',
    responses: { C01: 'more', C02: 'equal', C03: 'less' },
    answers: { is_surgeon: 'yes' },
  })
  return { context, clock, ...names }
}

describe('the instrument as shown in each language is whole', () => {
  test.each([
    'cpt-62380-2024',
    'cpt-0202t-2024',
    'cpt-27279-2016',
    'one-code-or-several',
    'decision-factors-2024',
  ] as const)('every text of %s that surgeons read is in it', (template) => {
    const { context } = givenContext()
    const definition = requireTemplate(template)
    for (const one of definition.comparators) one.descriptor = inEveryLanguage(`descriptor of ${one.id}`)
    if (definition.targets.length > 0) everyMedium(definition, context)
    givenLiveStudy(context, 'small', definition)
    const { text } = givenArchive(context)
    const missing = new Set<string>()
    for (const language of definition.languages) {
      const shown = text(`instrument/as-shown-${language}.md`)
      for (const { path, text: texts } of listTexts(definition))
        for (const part of texts[language]!.split('{item}'))
          if (path !== 'remarks' && !shown.includes(part)) missing.add(path)
    }
    expect([...missing]).toEqual([])
  })

  test('the answers stand in the order of the page, in the words of the language', () => {
    const { context } = givenMedia()
    expect(givenArchive(context).text('instrument/as-shown-en.md')).toContain(
      '> - A, {item}, is more complex\n> - About equal\n> - B, {item}, is more complex\n> - I cannot compare these two\n',
    )
  })
})

describe('pictures and videos that surgeons saw are in the files', () => {
  test('byte for byte, named by their hash, in the manifest, and told by item, place and language', async () => {
    const { context, picture, film, subtitles } = givenMedia()
    const { text, rows, manifest, folder } = givenArchive(context, { programs: true })
    const names = [`${picture}.png`, `${film}.mp4`, `${subtitles}.vtt`].sort()
    expect(readdirSync(join(folder, 'instrument', 'media')).sort()).toEqual(names)
    for (const name of names) {
      const facts = manifest.files.find((file) => file.name === `instrument/media/${name}`)!
      const bytes = readFileSync(join(folder, facts.name))
      expect([hashOf(bytes), bytes.length]).toEqual([facts.sha256, facts.bytes])
      expect(name).toContain(facts.sha256)
    }
    expect(text('instrument/media.csv').split('\n').slice(0, 4)).toEqual([
      'study_version,item,position,language,type,width,height,sha256,file,alternative,caption,subtitles',
      `1,T1,1,en,image/png,800,500,${picture},instrument/media/${picture}.png,channel en,caption en,`,
      `1,T1,2,en,video/mp4,1280,720,${film},instrument/media/${film}.mp4,what happens en,,`,
      `1,C01,1,en,image/png,800,500,${picture},instrument/media/${picture}.png,plate en,,`,
    ])
    expect(rows('codebook.csv').filter(({ file }) => file === 'instrument/media.csv')).toHaveLength(12)
    const shown = text('instrument/as-shown-en.md')
    expect(shown).toContain(`![channel en](media/${picture}.png)\n\ncaption en\n`)
    expect(shown).toContain(`[what happens en](media/${film}.mp4)\n\n- es [WebVTT](media/${subtitles}.vtt)`)
    expect(shown).toContain(`## C01 – 63047\n\n![plate en](media/${picture}.png)`)
    expect(text('README.md')).toContain('## Pictures and videos\n\n3 files (')
    expect(text('README.md')).toContain('The study states of its licence: “Code numbers only.”')
  })

  test('in the zip too, and the same study gives the same bytes', async () => {
    const { context, film } = givenMedia()
    const zipOf = async (of = context) => {
      const file = join(givenFolder(), 'out.zip')
      const request = { slug: 'small', include: 'completed', mode: 'live', flavour: 'script' } as const
      await buildBundle(of, request, file, { polite: false })
      return readFileSync(file)
    }
    const zip = await zipOf()
    const entry = readZip(zip).find(({ name }) => name === `instrument/media/${film}.mp4`)!
    expect(hashOf(entry.bytes)).toBe(film)
    expect(hashOf(await zipOf(givenMedia().context))).toBe(hashOf(zip))
  })

  test('with very many bytes the videos stay out and are still named; whoever asks gets all, or none', () => {
    const { context, picture, film } = givenMedia()
    const { find } = context.queries.media
    // As if the video were a large one.
    const enlarged = {
      get: (hash: string) => ({ ...find.get(hash)!, ...(hash === film ? { bytes: mostMediaBytes } : {}) }),
    }
    const media = { ...context.queries.media, find: enlarged as never }
    const lent = { ...context, queries: { ...context.queries, media } }
    const archive = givenArchive(lent)
    expect(readdirSync(join(archive.folder, 'instrument', 'media'))).toEqual([`${picture}.png`])
    const filmRow = archive.rows('instrument/media.csv').find(({ position }) => position === '2')!
    expect([filmRow.sha256, filmRow.file]).toEqual([film, ''])
    expect(archive.text('instrument/as-shown-en.md')).toContain(`video/mp4 \`${film}\`: what happens en`)
    expect(archive.text('README.md')).toMatch(
      /2 files \(250 MB\) were left out, because all together are more than 250 MB: videos .+ `npx comparand bundle --study small --media all --out small-all\.zip`/,
    )
    const mediaOf = (of: ReturnType<typeof givenArchive>) =>
      of.manifest.files.filter(({ name }) => name.startsWith('instrument/media/')).length
    expect(mediaOf(givenArchive(lent, { media: 'all' }))).toBe(3)
    const none = givenArchive(context, { media: 'none' })
    expect(mediaOf(none)).toBe(0)
    expect(none.text('README.md')).toMatch(
      /3 files .+ were left out, because whoever made these files asked for none/,
    )
  })

  test('a file whose stored content is not the one it is named by ends the build', () => {
    const { context } = givenMedia()
    const media = { ...context.queries.media, findPart: { get: () => undefined } as never }
    const lent = { ...context, queries: { ...context.queries, media } }
    expect(() => givenArchive(lent)).toThrow(/^the stored file [0-9a-f]{64} is damaged/)
  })

  test('a study without any has no word of them', () => {
    const { context } = givenContext()
    givenLiveStudy(context, 'small', smallStudy())
    const { manifest, text } = givenArchive(context, { programs: true })
    expect(manifest.files.filter(({ name }) => name.includes('media'))).toEqual([])
    expect(`${text('README.md')}${text('codebook.md')}`).not.toMatch(/media|Pictures and videos/)
  })
})

test('wording that was corrected in the midst: whoever began before keeps it, and the files show both', () => {
  const { context, clock } = givenMedia()
  const { id } = context.queries.studies.findNewestVersion.get(1)!
  const wordings = new Map([
    ['constructs.0.question.en', 'Which one is more work?'],
    ['targets.0.media.0.caption.en', 'Caption | en'],
  ])
  publishMinor(context, 'small', { from: id, wordings, reason: 'A typing error' }, who)
  for (const email of ['b@example.org', 'c@example.org'])
    givenRespondent(context, clock, {
      slug: 'small',
      email,
      responses: { C01: 'more', C02: 'equal', C03: 'less' },
      answers: { is_surgeon: 'yes' },
    })
  const { manifest, text, rows } = givenArchive(context, { programs: true })
  expect(manifest.study_versions).toEqual([
    { version: '1', sha256: expect.any(String), respondents: 1 },
    { version: '1.1', sha256: manifest.study_sha256, respondents: 2 },
  ])
  // Small counts stand on no page that auditors see.
  expect(versionsText(manifest)).toBe('Study versions 1, 1.1 (its README says who saw which)')
  expect(manifestLines(manifest)).toContain('Versions of the study, and respondents: 1, 1; 1.1, 2.\n')
  const versions = rows('judgements.csv').map((row) => row.study_version)
  expect(new Set(versions)).toEqual(new Set(['1', '1.1']))
  expect(text('instrument/as-shown-en.md')).toContain('Which one is more work?')
  expect(text('instrument/as-shown-en-version-1.md')).toContain('Which is more work?')
  const readme = text('README.md')
  expect(readme).toContain('Study `small`, versions 1 (1), 1.1 (2) by respondents')
  expect(readme).toContain(
    '| 1.1 | `constructs[0].question.en` | Which is more work? | Which one is more work? |',
  )
  expect(readme).toContain('| caption en | Caption \\| en |')
  expect(new Set(rows('instrument/media.csv').map((row) => row.caption))).toEqual(
    new Set(['caption en', 'Caption | en', '']),
  )
})
