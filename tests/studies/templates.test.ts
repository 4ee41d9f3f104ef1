import { describe, expect, test } from 'vitest'
import { comparatorWrvu } from '../../server/studies/comparator-wrvu.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { askedQuestions, missingTexts } from '../../server/studies/definition-text.ts'
import { listTemplates, requireTemplate } from '../../server/studies/templates.ts'
import { languages } from '../../server/words/languages.ts'

const names = [
  'cpt-0202t-2024',
  'cpt-27279-2016',
  'cpt-62380-2024',
  'decision-factors-2024',
  'one-code-or-several',
]

test('the five templates are listed with a title', () => {
  expect(listTemplates().map((template) => template.name)).toEqual(names)
  for (const template of listTemplates()) expect(template.title.length).toBeGreaterThan(10)
})

test('an unknown template is refused with a sentence that names the known ones', () => {
  expect(() => requireTemplate('cpt-99999')).toThrow('There is no template named “cpt-99999”.')
  expect(() => requireTemplate('cpt-99999')).toThrow('one-code-or-several')
  expect(() => requireTemplate('../templates/cpt-62380-2024')).toThrow('There is no template')
})

test('a changed copy of a template does not change the template', () => {
  requireTemplate('cpt-62380-2024').title.en = 'Changed'
  expect(requireTemplate('cpt-62380-2024').title.en).not.toBe('Changed')
})

describe.each(names)('%s', (name) => {
  const definition = requireTemplate(name)

  test('is ready to publish in all four languages', () => {
    expect(definition.languages).toEqual([...languages])
    expect(missingTexts(definition)).toEqual([])
    expect(definition.licenceStatement).toBeTruthy()
    expect(definition.remarks).toBeTruthy()
  })

  test('every text is really translated', () => {
    for (const { path, text } of texts(definition)) {
      // Names and numbers may agree between two languages; a whole sentence may not.
      if (Math.min(...Object.values(text).map((value) => value.length)) < 30) continue
      expect(new Set(Object.values(text)).size, path).toBe(languages.length)
    }
  })

  test('the contact is an example address that a society must replace', () => {
    expect(definition.contact.email).toMatch(/@example\.org$/)
    expect(definition.remarks?.en).toContain('set the contact address')
  })

  test('no text a surgeon reads prints a work RVU', () => {
    const values = definition.comparators.flatMap((comparator) => [
      comparatorWrvu(comparator).wrvu,
      ...comparator.codes.map((code) => code.wrvu),
    ])
    for (const { path, text } of texts(definition)) {
      if (path.startsWith('remarks')) continue
      for (const value of Object.values(text)) {
        expect(value, path).not.toMatch(/RVU/i)
        for (const wrvu of values) {
          const printed = wrvu.toFixed(2)
          if (wrvu > 0) expect(value, path).not.toContain(printed)
          if (wrvu > 0) expect(value, path).not.toContain(printed.replace('.', ','))
        }
      }
    }
  })

  test('one respondent is asked at most 48 judgements in at most 12 minutes', () => {
    expect(judgements(definition)).toBeLessThanOrEqual(48)
    expect(definition.minutes).toBeLessThanOrEqual(12)
  })

  test('texts that stand on every phone page are short', () => {
    for (const construct of definition.constructs) {
      for (const language of definition.languages) {
        expect(construct.definition[language]!.length, `${construct.slug} ${language}`).toBeLessThanOrEqual(
          110,
        )
        expect(construct.question[language]!.length, `${construct.slug} ${language}`).toBeLessThanOrEqual(70)
      }
    }
    for (const item of [...definition.targets, ...definition.comparators])
      for (const language of definition.languages)
        expect(item.label[language]!.length, `${item.id} ${language}`).toBeLessThanOrEqual(70)
  })

  test('no CPT descriptor is shipped', () => {
    for (const item of [...definition.targets, ...definition.comparators])
      expect(item.descriptor, item.id).toBeUndefined()
  })

  test('surgeons are told from others before the first pair', () => {
    expect(definition.eligibility).toEqual([{ variable: 'is_spine_surgeon', values: ['yes'] }])
    expect(definition.questions.find((question) => question.variable === 'is_spine_surgeon')?.required).toBe(
      true,
    )
  })

  test('what describes a person may be left out or declined', () => {
    for (const question of definition.questions.filter((one) => one.page === 'about')) {
      expect(question.required, question.variable).toBe(false)
      expect(question.options?.at(-1)?.value, question.variable).toBe('prefer_not')
    }
  })

  test('financial interests are asked as RUC practice asks them', () => {
    const disclosed = definition.questions.filter((question) => question.page === 'disclosure')
    expect(disclosed.map((question) => question.variable)).toEqual([
      'disclosure_ownership',
      'disclosure_ownership_income',
      'disclosure_stock_options',
      'disclosure_position',
      'disclosure_services',
    ])
    for (const question of disclosed)
      expect(question.options?.map((option) => option.value)).toEqual(['yes', 'no'])
  })

  test('a Korean particle never depends on the code before it', () => {
    for (const construct of definition.constructs) expect(construct.answerMore.ko).toMatch(/^\{item\} 쪽이 /)
  })
})

describe('the 62380 study as it is asked', () => {
  const definition = requireTemplate('cpt-62380-2024')

  test('asks four constructs of seven societies in 46 judgements', () => {
    expect(definition.constructs.map((construct) => construct.slug)).toEqual([
      'learning_curve',
      'complexity',
      'psychological_stress',
      'work_effort',
    ])
    expect(definition.societies.map((society) => society.slug)).toEqual(
      'isass siccmi amcico ismiss sbc smiss komiss'.split(' '),
    )
    expect(definition.primaryConstruct).toBe('work_effort')
    expect(judgements(definition)).toBe(46)
  })

  test('keeps the variable names that analysts write scripts for', () => {
    expect(askedQuestions(definition).map((question) => question.variable)).toEqual(
      expect.arrayContaining([
        'vignette_clear',
        'typical_patient',
        'performed_target',
        'target_cases_last_year',
      ]),
    )
  })
})

test('decision factors are rated and nothing is compared', () => {
  const definition = requireTemplate('decision-factors-2024')
  expect(definition.ratingItems.map((item) => item.id)).toEqual(['R01', 'R02', 'R03', 'R04', 'R05'])
  expect(definition.ratingScale?.categories).toHaveLength(5)
  expect(definition.plan.readOut).toBe('none')
  expect(definition.design).toBeUndefined()
  expect(definition.licenceStatement).toContain('no CPT codes')
})

test('one code is asked with two patients that the cards tell apart', () => {
  const { targets } = requireTemplate('one-code-or-several')
  expect(targets.map((target) => target.codes)).toEqual([['62380'], ['62380']])
  for (const language of languages) {
    expect(targets[0]?.variant?.[language]).not.toBe(targets[1]?.variant?.[language])
    expect(targets[0]?.vignette[language]).not.toBe(targets[1]?.vignette[language])
  }
})

/** Judgments of one respondent under a star design: targets × comparators × constructs, and the repeats. */
function judgements({ targets, comparators, constructs, design }: Definition): number {
  const seen = design?.comparatorsPerRespondent ?? comparators.length
  return targets.length * seen * constructs.length + (design?.repeats ?? 0)
}

/** Every language map of a definition with the place where it stands. */
function texts(value: unknown, path = ''): { path: string; text: Record<string, string> }[] {
  if (value === null || typeof value !== 'object') return []
  if ('en' in value) return [{ path, text: value as Record<string, string> }]
  return Object.entries(value).flatMap(([key, entry]) => texts(entry, path === '' ? key : `${path}.${key}`))
}
