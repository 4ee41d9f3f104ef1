import type { Definition } from '../../server/studies/definition.ts'

/** Returns a study small enough to read a whole file of it: one target, three comparators, two constructs. */
export function smallStudy(): Definition {
  const en = (text: string) => ({ en: text })
  const comparator = (id: string, code: string, wrvu: number): Definition['comparators'][number] => ({
    id,
    codes: [{ code, wrvu, multipleProcedureIndicator: 2 }],
    label: en(`Procedure ${id}`),
    wrvuYear: 2023,
    source: 'CMS PFS Relative Value File, January 2023',
    multipleProcedureRule: false,
  })
  const construct = (slug: string, word: string): Definition['constructs'][number] => ({
    slug,
    name: en(slug),
    question: en(`Which is ${word}?`),
    definition: en(`How ${word} it is.`),
    answerMore: en(`{item} is ${word}`),
  })
  return {
    format: 'comparand-study-1',
    title: en('A small study'),
    languages: ['en'],
    societies: [
      { slug: 'alpha', name: 'Alpha Society', shortName: 'ALPHA' },
      { slug: 'beta', name: 'Beta Society', shortName: 'BETA' },
    ],
    sponsor: { name: 'Alpha Society', interest: en('None.') },
    contact: { email: 'office@example.org' },
    licenceStatement: 'Code numbers only.',
    introduction: en('Welcome.'),
    minutes: 5,
    consent: { text: en('I agree.'), dataProtection: en('What is kept.') },
    targets: [{ id: 'T1', codes: ['0202T'], label: en('The target'), vignette: en('A patient.') }],
    comparators: [
      comparator('C01', '63047', 15.37),
      comparator('C02', '63030', 12),
      comparator('C03', '22612', 23.53),
    ],
    constructs: [construct('work_effort', 'more work'), construct('complexity', 'more complex')],
    primaryConstruct: 'work_effort',
    design: { kind: 'star', repeats: 1 },
    questions: [
      {
        variable: 'is_surgeon',
        page: 'experience',
        type: 'single',
        text: en('Are you a surgeon?'),
        options: [
          { value: 'yes', label: en('Yes') },
          { value: 'no', label: en('No') },
        ],
        required: true,
      },
      {
        variable: 'tools',
        page: 'about',
        type: 'multiple',
        text: en('Which tools do you use?'),
        options: [
          { value: 'laser', label: en('Laser') },
          { value: 'drill', label: en('Drill') },
        ],
        required: false,
      },
      { variable: 'cases', page: 'about', type: 'number', text: en('How many a year?'), required: false },
      { variable: 'remark', page: 'about', type: 'text', text: en('Anything else?'), required: false },
    ],
    ratingItems: [],
    eligibility: [{ variable: 'is_surgeon', values: ['yes'] }],
    plan: {
      model: 'rating_scale',
      estimator: 'mml',
      tieRule: 'middle_category',
      exclusions: [],
      readOut: 'target_location',
      stoppingRule: 'At closing.',
    },
  }
}
