import type { Definition } from './definition.ts'

/** How a coordinator calls the fields of a definition. */
const names: Record<string, string> = {
  title: 'The title',
  languages: 'The list of languages',
  societies: 'The leading society',
  sponsor: 'The sponsor',
  'sponsor.name': 'The name of the sponsor',
  'sponsor.interest': 'The sponsor’s interest statement',
  contact: 'The contact address',
  'contact.email': 'The contact address',
  ethicsReference: 'The ethics reference',
  licenceStatement: 'The licence statement for CPT codes',
  introduction: 'The introduction',
  minutes: 'The number of minutes the survey takes',
  consent: 'The consent',
  'consent.text': 'The consent text',
  'consent.dataProtection': 'The data-protection notice',
  targets: 'The list of targets',
  comparators: 'The list of comparators',
  constructs: 'The list of constructs',
  primaryConstruct: 'The primary construct',
  design: 'The design',
  'plan.stoppingRule': 'The stopping rule',
  plan: 'The analysis plan',
  practicePair: 'The practice pair',
  ratingScale: 'The rating scale',
  samplePlan: 'The sample plan',
}

/** The same inside an entry of a list, where a field's own name would not do. */
const fields: Record<string, string> = {
  answerMore: 'the answer',
  label: 'the label',
  vignette: 'the vignette',
  question: 'the question',
  definition: 'the definition',
  name: 'the name',
  source: 'the source',
  page: 'the page',
  type: 'the type',
  alternative: 'the description of the picture or video',
  codes: 'the code',
  dataProtection: 'the data-protection notice',
  shortName: 'the short name',
  slug: 'the short name in columns',
  text: 'the wording',
  values: 'the answers that count',
  variable: 'the name of the column',
  wrvu: 'the wRVU',
  wrvuYear: 'the year of the wRVU',
  options: 'the list of choices',
  multipleProcedureIndicator: 'the multiple-procedure indicator',
  stoppingRule: 'the stopping rule',
}

/** Returns what a place of a definition is called: `comparators[1].label.es` is the entry "Comparator C02", "the label". */
export function partName(definition: Definition, path: string): { entry: string; field?: string } {
  const whole = names[path.replace(/\.(en|es|pt|ko)$/, '')]
  if (whole) return { entry: whole }
  const entry = /^(\w+)\[(\d+)\](?:\.?(.*))?$/.exec(path)
  if (!entry) {
    const [top = '', ...rest] = path.replace(/\.(en|es|pt|ko)$/, '').split('.')
    return named(names[top] ?? `The field ${top}`, rest)
  }
  const [, list, index, rest] = entry as unknown as [string, string, string, string | undefined]
  return named(entryName(definition, list, Number(index)), (rest ?? '').split('.'))
}

function named(name: string, path: string[]): { entry: string; field?: string } {
  const inside = path
    .map((part) => part.replace(/\[\d+\]$/, ''))
    .filter((part) => part !== '' && !/^(en|es|pt|ko)$/.test(part))
  const last = inside.at(-1)
  return last === undefined ? { entry: name } : { entry: name, field: fields[last] ?? `the field ${last}` }
}

function entryName(definition: Definition, list: string, index: number): string {
  const nth = index + 1
  switch (list) {
    case 'targets':
      return `Target ${definition.targets[index]?.id || nth}`
    case 'comparators':
      return `Comparator ${definition.comparators[index]?.id || nth}`
    case 'constructs':
      return `Construct ${definition.constructs[index]?.slug || nth}`
    case 'questions':
      return `Question ${definition.questions[index]?.variable || nth}`
    case 'ratingItems':
      return `Rating item ${definition.ratingItems[index]?.id || nth}`
    case 'societies':
      return `Society ${definition.societies[index]?.slug || nth}`
    case 'eligibility':
      return `Condition ${nth} of who may take part`
    default:
      return `${list} ${nth}`
  }
}
