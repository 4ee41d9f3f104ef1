import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readDraft } from '../../server/studies/definition-draft.ts'
import { topics } from '../../server/studio/topics/index.ts'
import { at, givenStudio, openForm } from './support.ts'

/** What somebody, or something, might send in a field. */
const typed = fc.oneof(
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '99999999',
    '12,5',
    'yes',
    'no',
    '\r\n',
    ' ',
    '*',
    'a: b\na: c',
    'null',
  ),
  fc.constantFrom(
    'T1',
    'star',
    'round_robin',
    'linked',
    'rating',
    'number',
    'procedure',
    'en',
    'ko',
    '63047 12 2',
  ),
  fc.constantFrom('__proto__', 'constructor', '{item}', '<script>', '%s{1}', '%00', 'x'.repeat(5000)),
  fc.array(fc.string({ maxLength: 10 }), { maxLength: 3 }),
)

const acts = fc.oneof(
  fc.constantFrom(
    'save',
    'next',
    'copy',
    'look',
    '',
    'library questions',
    'library constructs',
    'add eligibility',
  ),
  fc.constantFrom('add societies', 'add targets', 'add comparators', 'add questions', 'add ratingItems'),
  fc
    .tuple(
      fc.constantFrom('remove', 'duplicate', 'up', 'down', 'move'),
      fc.constantFrom(
        'societies',
        'targets',
        'comparators',
        'constructs',
        'questions',
        'ratingItems',
        'eligibility',
      ),
      fc.nat(20),
      fc.nat(20),
    )
    .map(([act, list, from, to]) =>
      act === 'move' ? `${act} ${list} ${from} ${to}` : `${act} ${list} ${from}`,
    ),
)

const pages = [
  ...topics.map(({ slug }) => slug),
  'targets/1',
  'comparators/1',
  'comparators/8',
  'constructs/1',
  'questions/1',
  'questions/10',
  'comparators/paste',
  'languages',
  'languages/es',
]

/** One form of one page with some of its fields, or fields it does not have, filled with anything. */
const oneSend = fc.record({
  page: fc.constantFrom(...pages),
  act: acts,
  changes: fc.array(fc.tuple(fc.nat(60), typed), { maxLength: 6 }),
  strange: fc.dictionary(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), { maxKeys: 2 }),
  revision: fc.option(fc.constantFrom('0', '1', '-1', 'x', '999999999', ''), { nil: undefined, freq: 6 }),
})

it('whatever the forms of a definition are filled with, none fails, and the draft stays readable', async () => {
  const studio = await givenStudio()
  const { browser, draft } = studio
  const answers = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(oneSend, { minLength: 1, maxLength: 6 }), async (sends) => {
      for (const { page, act, changes, strange, revision } of sends) {
        const shown = await browser.get(at(page))
        expect([200, 404], `GET ${page}`).toContain(shown.status)
        const form = shown.status === 200 ? await openForm(browser, page) : {}
        const names = Object.keys(form)
        for (const [index, value] of changes) {
          const name = names[index % Math.max(names.length, 1)]
          if (name !== undefined && name !== 'revision') form[name] = value
        }
        const sent = { ...form, ...strange, act, ...(revision === undefined ? {} : { revision }) }
        const answer = await browser.post(at(page), sent as Record<string, string>)
        answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
        expect([200, 303, 400, 404, 409, 422], `${page} ${JSON.stringify(sent)}`).toContain(answer.status)
      }
      const read = readDraft(draft().written)
      expect(read.ok ? [] : read.problems).toEqual([])
      for (const page of ['/studies/facet', '/studies/facet/try', '/studies/facet/publish', '/studies'])
        expect((await browser.get(page)).status, page).toBe(200)
    }),
    { numRuns: 60 },
  )
  // The run must have saved, refused and been in conflict, or it has shown nothing.
  for (const status of [303, 400, 422]) expect(answers.get(status) ?? 0, String(status)).toBeGreaterThan(5)
})
