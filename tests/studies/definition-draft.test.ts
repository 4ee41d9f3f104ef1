import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { canonicalJson } from '../../server/studies/canonical-json.ts'
import { readDefinition } from '../../server/studies/definition.ts'
import {
  blankDefinition,
  completeDraft,
  type DefinitionDraft,
  readDraft,
  withEmptyParts,
} from '../../server/studies/definition-draft.ts'
import { missingTexts } from '../../server/studies/definition-text.ts'
import { createDraft, findDraft, saveDraft } from '../../server/studies/drafts.ts'
import { openTesting, publishStudy, requireStudy } from '../../server/studies/lifecycle.ts'
import { missingParts } from '../../server/studies/missing-parts.ts'
import { listTemplates, requireTemplate } from '../../server/studies/templates.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenContext } from '../support/test-context.ts'

const who = 'coordinator@society.example'
const templates = listTemplates().map((template) => template.name)

/** The template with some places deleted, chosen by numbers. */
function withHoles(name: string, choices: number[]): DefinitionDraft {
  const draft = requireTemplate(name) as unknown as Record<string, unknown>
  for (const choice of choices) {
    const places: [Record<string, unknown>, string][] = []
    const visit = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return
      for (const [key, entry] of Object.entries(value)) {
        if (!Array.isArray(value)) places.push([value as Record<string, unknown>, key])
        visit(entry)
      }
    }
    visit(draft)
    const [part, key] = places[choice % places.length]!
    delete part[key]
  }
  return draft as DefinitionDraft
}
const holes = fc.tuple(fc.constantFrom(...templates), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }))

describe('a draft', () => {
  test.each(templates)('that is finished loses and gains nothing: %s', (name) => {
    const file = JSON.parse(readFileSync(`server/studies/templates/${name}.json`, 'utf8'))
    expect(canonicalJson(requireTemplate(name))).toBe(canonicalJson(file))
    const read = readDraft(file)
    expect(read.ok && canonicalJson(read.draft)).toBe(canonicalJson(file))
    expect(canonicalJson(completeDraft(file))).toBe(canonicalJson(file))
    expect(missingParts(file)).toEqual([])
  })

  test('may lack anything, and says what it lacks exactly when it cannot be published', () => {
    fc.assert(
      fc.property(holes, ([name, choices]) => {
        const draft = withHoles(name, choices)
        expect(readDraft(draft).ok).toBe(true)
        const complete = readDefinition(withEmptyParts(draft))
        const ready =
          complete.ok &&
          missingTexts(complete.definition).length === 0 &&
          (complete.definition.targets.length === 0 || complete.definition.licenceStatement !== undefined)
        const parts = missingParts(draft)
        expect(parts.length === 0, JSON.stringify(parts)).toBe(ready)
        for (const { sentence, path } of parts) {
          expect(sentence).toMatch(/^[A-Z0-9].*\.$/)
          expect(sentence).not.toMatch(/undefined|\[object|received/)
          expect(path).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })

  test('is told apart from nonsense: a part that has no place, a value that is impossible', () => {
    for (const input of [
      null,
      [],
      { colour: 'red' },
      { targets: [{ colour: 'red' }] },
      { contact: { email: 'no address' } },
      { comparators: [{ codes: [{ wrvu: -1 }] }] },
      { title: { fr: 'Étude' } },
      { societies: Array.from({ length: 61 }, () => ({})) },
    ])
      expect(readDraft(input).ok, JSON.stringify(input)?.slice(0, 60)).toBe(false)
  })
})

describe('a blank definition', () => {
  test('is a draft that lists, topic by topic, what to fill in', () => {
    expect(readDraft(blankDefinition())).toEqual({ ok: true, draft: blankDefinition() })
    expect(missingParts(blankDefinition()).map(({ topic, sentence }) => `${topic}: ${sentence}`)).toEqual([
      'about: The leading society is missing.',
      'about: The contact address is missing.',
      'about: The number of minutes the survey takes is missing.',
      'about: The title is missing.',
      'about: The introduction is missing.',
      'sponsor: The name of the sponsor is missing.',
      'sponsor: The sponsor’s interest statement is missing.',
      'targets: The list of targets: Name at least one target.',
      'comparators: The list of comparators: Name at least two comparators.',
      'constructs: The list of constructs: Name at least one construct.',
      'design: The stopping rule is missing.',
      'consent: The consent text is missing.',
      'consent: The data-protection notice is missing.',
    ])
  })

  test('missing languages are counted, and the place of the first is named', () => {
    const draft = requireTemplate('cpt-62380-2024')
    delete draft.title.es
    delete draft.constructs[1]!.question.ko
    delete draft.comparators[0]!.label.ko
    expect(missingParts(draft)).toEqual([
      { topic: 'languages', sentence: '1 text is missing in Spanish.', path: 'title.es' },
      { topic: 'languages', sentence: '2 texts are missing in Korean.', path: 'comparators[0].label.ko' },
    ])
  })

  test('is a study that every page of its own shows, but that opens neither to testers nor to members', async () => {
    const { context } = givenContext()
    createDraft(context, 'new-one', blankDefinition(), who)
    const app = createApp(context)
    const browser = await givenBrowser(context, app, 'coordinator')
    for (const page of ['', '/members', '/try', '/publish', '/data', '/field-work', '/replace'])
      expect((await browser.get(`/studies/new-one${page}`)).status, page).not.toBe(500)
    expect((await browser.get('/studies')).status).toBe(200)
    expect((await browser.get('/studies/new-one')).text).toContain('The title is missing.')
    expect(() => openTesting(context, 'new-one', who)).toThrow('has problems')
    expect(() => publishStudy(context, 'new-one', who)).toThrow('has problems')
    expect(requireStudy(context, 'new-one').state).toBe('draft')
  })
})

describe('saving a draft', () => {
  test('keeps exactly what is there, and leaves testers the last finished version', () => {
    const { context } = givenContext()
    const study = createDraft(context, 'endo', requireTemplate('cpt-62380-2024'), who)
    openTesting(context, 'endo', who)
    const tested = context.queries.studies.findNewestVersion.get(study.id)!
    const unfinished: DefinitionDraft = { ...requireTemplate('cpt-62380-2024'), design: undefined }
    saveDraft(context, 'endo', unfinished, who)
    expect(findDraft(context, study)).not.toHaveProperty('design')
    expect(context.queries.studies.findNewestVersion.get(study.id)!.id).toBe(tested.id)
    saveDraft(context, 'endo', { ...requireTemplate('cpt-62380-2024'), minutes: 9 }, who)
    expect(context.queries.studies.findNewestVersion.get(study.id)!.definition).toContain('"minutes":9')
  })

  test('is refused with every problem, and for a published study', () => {
    const { context } = givenContext()
    createDraft(context, 'endo', requireTemplate('cpt-62380-2024'), who)
    expect(() => saveDraft(context, 'endo', { minutes: 'ten' }, who)).toThrow('has problems')
    publishStudy(context, 'endo', who)
    expect(() => saveDraft(context, 'endo', blankDefinition(), who)).toThrow('keeps its definition')
  })
})
