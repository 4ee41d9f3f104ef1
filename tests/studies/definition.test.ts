import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, sha256 } from '../../server/studies/canonical-json.ts'
import { type Definition, readDefinition } from '../../server/studies/definition.ts'
import { createStudy, publishObstacles, publishStudy, replaceDraft } from '../../server/studies/lifecycle.ts'
import { listTemplates, requireTemplate } from '../../server/studies/templates.ts'
import { givenContext } from '../support/test-context.ts'

const who = 'coordinator@society.example'

/** The problems of the 62380 study after one change. */
function problemsAfter(change: (definition: Definition) => void): string[] {
  const definition = requireTemplate('cpt-62380-2024')
  change(definition)
  const read = readDefinition(definition)
  return read.ok ? [] : read.problems.map((problem) => `${problem.path}: ${problem.expected}`)
}

describe('an error names the place and what is expected there', () => {
  const cases: [what: string, change: (definition: Definition) => void, problem: RegExp][] = [
    [
      'code as a number',
      (d) => Object.assign(d.targets[0]!, { codes: [62380] }),
      /^targets\[0\]\.codes\[0\]: .*string/,
    ],
    [
      'code too short',
      (d) => d.targets[0]!.codes.splice(0, 1, '62'),
      /^targets\[0\]\.codes\[0\]: Use the code as printed/,
    ],
    [
      'target out of order',
      (d) => Object.assign(d.targets[0]!, { id: 'T2' }),
      /^targets\[0\]\.id: Expected T1/,
    ],
    ['comparator out of order', (d) => d.comparators.reverse(), /^comparators\[0\]\.id: Expected C01/],
    [
      'a question for each target that meets another question',
      (d) => {
        d.targets.push({ ...d.targets[0]!, id: 'T2' })
        d.questions.push({ ...d.questions.find((one) => !one.perTarget)!, variable: 'typical_patient_t1' })
      },
      /Its column typical_patient_t1 is also one of typical_patient/,
    ],
    [
      'an option whose column is taken',
      (d) => {
        const option = (value: string) => ({ value, label: d.title })
        d.questions.push({
          variable: 'n',
          page: 'about',
          type: 'multiple',
          text: d.title,
          required: false,
          options: [option('shown'), option('other')],
        })
      },
      /n_shown is a column of its own/,
    ],
    [
      'a question on a page that is never shown',
      (d) => {
        const { targets: _targets, ...rest } = d
        Object.assign(d, rest, { targets: [], comparators: [], constructs: [] })
        delete d.design
        delete d.primaryConstruct
      },
      /A study without targets has no page procedure/,
    ],
    ['one comparator', (d) => d.comparators.splice(1), /^comparators: Name at least two comparators/],
    ['no construct', (d) => d.constructs.splice(0), /^constructs: Name at least one construct/],
    ['no design', (d) => delete d.design, /^design: State which pairs are shown/],
    [
      'unknown primary construct',
      (d) => Object.assign(d, { primaryConstruct: 'beauty' }),
      /^primaryConstruct: Name the slug/,
    ],
    [
      'answer without {item}',
      (d) => Object.assign(d.constructs[1]!.answerMore, { es: 'es más difícil' }),
      /^constructs\[1\]\.answerMore\.es: Write \{item\} once/,
    ],
    [
      'an empty text',
      (d) => Object.assign(d.constructs[0]!.question, { ko: ' ' }),
      /^constructs\[0\]\.question\.ko: Write the text or leave the language out/,
    ],
    ['a language we do not have', (d) => Object.assign(d.title, { fr: 'Étude' }), /^title/],
    [
      'construct twice',
      (d) => Object.assign(d.constructs[1]!, { slug: d.constructs[0]!.slug }),
      /^constructs\[1\]\.slug: Used twice/,
    ],
    [
      'variable twice',
      (d) => Object.assign(d.questions[1]!, { variable: d.questions[0]!.variable }),
      /^questions\[1\]\.variable: Used twice/,
    ],
    [
      'a variable that is a column already',
      (d) => Object.assign(d.questions[0]!, { variable: 'society' }),
      /^questions\[0\]\.variable: society is a column/,
    ],
    [
      'a choice without choices',
      (d) => delete d.questions[0]!.options,
      /^questions\[0\]\.options: List the choices/,
    ],
    [
      'eligibility by an unknown question',
      (d) => d.eligibility.push({ variable: 'unknown', values: ['yes'] }),
      /^eligibility\[\d\]\.variable: Name a single-choice question/,
    ],
    [
      'eligibility by a value not offered',
      (d) => Object.assign(d.eligibility[0]!, { values: ['perhaps'] }),
      /^eligibility\[0\]\.values: Name values of that question/,
    ],
    [
      'more comparators than there are',
      (d) => Object.assign(d.design!, { comparatorsPerRespondent: 12 }),
      /^design\.comparatorsPerRespondent: At most 11/,
    ],
    [
      'links in a star',
      (d) => Object.assign(d.design!, { linksPerRespondent: 3 }),
      /^design\.linksPerRespondent: Only a linked design/,
    ],
    [
      'a linked design without links',
      (d) => Object.assign(d.design!, { kind: 'linked' }),
      /^design\.linksPerRespondent: State how many/,
    ],
    [
      'too few pairs of a round robin',
      (d) => Object.assign(d.design!, { kind: 'round_robin', pairsPerRespondent: 5 }),
      /^design\.pairsPerRespondent: At least 11/,
    ],
    [
      'more repeats than half a part holds',
      (d) =>
        Object.assign(d, {
          comparators: d.comparators.slice(0, 3),
          constructs: d.constructs.slice(3),
          design: { kind: 'star', repeats: 3 },
        }),
      /^design\.repeats: At most 2/,
    ],
    [
      'rating items without a scale',
      (d) => d.ratingItems.push({ id: 'R01', label: { en: 'x' }, text: { en: 'x' } }),
      /^ratingScale: Rating items need a scale/,
    ],
    [
      'an unknown format',
      (d) => Object.assign(d, { format: 'comparand-study-9' }),
      /^format: .*comparand-study-1/,
    ],
    ['a language named twice', (d) => d.languages.push('en'), /^languages: Name each language once/],
  ]
  test.each(cases)('%s', (_what, change, problem) => {
    const problems = problemsAfter(change)
    expect(
      problems.some((one) => problem.test(one)),
      problems.join('\n'),
    ).toBe(true)
  })

  test('something that is no definition at all', () => {
    for (const input of [null, 7, 'text', [], {}]) {
      const read = readDefinition(input)
      expect(read.ok).toBe(false)
      if (!read.ok) for (const problem of read.problems) expect(problem.path).not.toBe('')
    }
  })
})

test('an unknown field is refused wherever it stands', () => {
  const objects: [string, Record<string, unknown>][] = []
  const definition = requireTemplate('cpt-62380-2024') as unknown as Record<string, unknown>
  const visit = (value: unknown, path: string): void => {
    if (value === null || typeof value !== 'object') return
    if (!Array.isArray(value)) objects.push([path, value as Record<string, unknown>])
    for (const [key, entry] of Object.entries(value)) visit(entry, `${path}.${key}`)
  }
  visit(definition, '')
  expect(objects.length).toBeGreaterThan(100)
  for (const [path, object] of objects.filter((_, index) => index % 7 === 0)) {
    object.colour = 'red'
    expect(readDefinition(definition).ok, `${path}.colour`).toBe(false)
    delete object.colour
  }
  expect(readDefinition(definition).ok).toBe(true)
})

describe('canonical JSON', () => {
  test('is the same for any order of the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, salt) => {
        expect(canonicalJson(reordered(value, salt))).toBe(canonicalJson(value))
      }),
    )
  })

  test('says the same as the value, keys sorted, no white space', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    expect(canonicalJson({ b: [2, { d: 1, c: 'ñ 한' }], a: null })).toBe(
      '{"a":null,"b":[2,{"c":"ñ 한","d":1}]}',
    )
  })

  test('is hashed by SHA-256 of its UTF-8 bytes', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256('한')).toBe(createHash('sha256').update(Buffer.from('한', 'utf8')).digest('hex'))
  })

  function reordered(value: unknown, salt: number): unknown {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map((entry) => reordered(entry, salt))
    const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [
      key,
      reordered(entry, salt),
    ])
    return Object.fromEntries(salt % 2 === 0 ? entries.reverse() : entries)
  }
})

describe('a version', () => {
  test('keeps the published definition and its hash, and never changes', () => {
    const { context } = givenContext()
    const definition = requireTemplate('cpt-62380-2024')
    createStudy(context, 'endo', definition, who)
    const { sha256: hash, version } = publishStudy(context, 'endo', who)
    expect(version).toBe(1)
    const row = context.queries.studies.findNewestVersion.get(1)!
    expect(row.definition).toBe(canonicalJson(definition))
    expect(row.sha256).toBe(hash)
    expect(hash).toBe(createHash('sha256').update(row.definition, 'utf8').digest('hex'))
    expect(row.plan_sha256).toBe(sha256(canonicalJson(definition.plan)))
    expect(() => replaceDraft(context, 'endo', definition, who)).toThrow('keeps its definition')
    expect(() => publishStudy(context, 'endo', who)).toThrow('published already')
    expect(() => context.db.exec(`UPDATE study_version SET definition = '{}'`)).toThrow('immutable')
    expect(() => context.db.exec('DELETE FROM study_version')).toThrow('stays')
  })

  test('every template survives export and import unchanged', () => {
    for (const { name } of listTemplates()) {
      const { context } = givenContext()
      createStudy(context, 'endo', JSON.parse(JSON.stringify(requireTemplate(name), null, 2)), who)
      publishStudy(context, 'endo', who)
      const exported = context.queries.studies.findNewestVersion.get(1)!
      const read = readDefinition(JSON.parse(exported.definition))
      expect(read.ok && read.definition).toEqual(requireTemplate(name))
      createStudy(context, 'again', JSON.parse(exported.definition), who)
      expect(publishStudy(context, 'again', who).sha256).toBe(exported.sha256)
    }
  })
})

describe('publishing is refused', () => {
  test('while a text is missing in a language of the study, naming the place', () => {
    const { context } = givenContext()
    const definition = requireTemplate('cpt-62380-2024')
    delete definition.constructs[0]!.question.ko
    createStudy(context, 'endo', definition, who)
    expect(() => publishStudy(context, 'endo', who)).toThrow('cannot be published yet')
    expect(publishObstacles(definition).join()).toContain('constructs[0].question.ko')
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('draft')
    expect(context.db.prepare('SELECT count(*) FROM study_version').pluck().get()).toBe(0)
  })

  test('while a text is missing in every language', () => {
    const definition = requireTemplate('cpt-62380-2024')
    definition.introduction = {}
    expect(publishObstacles(definition).join()).toContain('introduction.en')
  })

  test('without a licence statement for the codes', () => {
    const definition = requireTemplate('cpt-62380-2024')
    delete definition.licenceStatement
    expect(publishObstacles(definition)).toEqual(['The licence statement for CPT codes is missing.'])
  })

  test('after the closing time', () => {
    const { context, clock } = givenContext()
    const study = createStudy(context, 'endo', requireTemplate('cpt-62380-2024'), who)
    context.queries.studies.setCloseTime.run(clock.now - 1, 'Europe/Madrid', study.id)
    expect(() => publishStudy(context, 'endo', who)).toThrow('closing time has passed')
  })
})
