import type { Definition, Question } from '../../studies/definition.ts'
import { textIn } from '../../studies/definition-text.ts'
import { slugOf } from '../option-lines.ts'
import type { Choice, Field, Topic } from '../topic.ts'
import { freeName } from './constructs.ts'
import { readyQuestions } from './ready-questions.ts'

/** The pages that ask questions, in the order a surgeon meets them. */
export const pageChoices: Choice[] = [
  { value: 'disclosure', label: 'Financial interests', explains: 'First of all, as RUC practice asks it.' },
  { value: 'procedure', label: 'The procedure', explains: 'Under the typical patient, before the pairs.' },
  { value: 'experience', label: 'Experience', explains: 'Before the pairs: may decide who is eligible.' },
  { value: 'times', label: 'Times', explains: 'After the pairs: minutes by period.' },
  {
    value: 'reference',
    label: 'Reference procedure',
    explains: 'After the pairs: closest procedure, estimate.',
  },
  {
    value: 'materials',
    label: 'Materials',
    explains: 'After the pairs: single-use materials and their cost.',
  },
  { value: 'about', label: 'About you', explains: 'Last: specialty, years, country, setting.' },
]

const typeChoices: Choice[] = [
  { value: 'single', label: 'One choice' },
  { value: 'multiple', label: 'Several choices' },
  { value: 'rating', label: 'Rating scale', explains: 'Ordered, labelled categories, lowest first.' },
  { value: 'number', label: 'Number' },
  { value: 'short_text', label: 'Short text', explains: 'One line.' },
  { value: 'text', label: 'Long text', explains: 'Several lines.' },
]

const fields: Field[] = [
  { path: 'text', label: 'Question', kind: 'text' },
  { path: 'hint', label: 'Help below the question', kind: 'text', optional: true },
  {
    path: 'group',
    label: 'Heading above it',
    kind: 'text',
    optional: true,
    hint: 'Questions that follow one another with the same heading stand under it once.',
  },
  { path: 'page', label: 'Page', kind: 'choice', choices: pageChoices },
  { path: 'type', label: 'Kind of answer', kind: 'choice', choices: typeChoices },
  {
    path: 'options',
    label: 'Choices, one a line',
    kind: 'options',
    hint: 'For choices and rating scales. Before a colon you may put the code that stands in the files, as in “yes: Yes”; without one it is made from the words. End a line with a blank and * if choosing it means choosing nothing else.',
  },
  {
    path: 'optionsFrom',
    label: 'Further choices',
    kind: 'choice',
    optional: true,
    choices: [
      { value: '', label: 'Only those above' },
      { value: 'comparators', label: 'The comparators', explains: 'Before those above, as for a reference.' },
    ],
  },
  { path: 'required', label: 'An answer is required', kind: 'switch' },
  {
    path: 'perTarget',
    label: 'Ask it once for every target',
    kind: 'check',
    optional: true,
  },
  {
    path: 'unit',
    label: 'Unit of a number',
    kind: 'text',
    optional: true,
    hint: 'Such as cases or minutes.',
  },
  { path: 'min', label: 'Smallest number', kind: 'number', optional: true },
  { path: 'max', label: 'Largest number', kind: 'number', optional: true },
  {
    path: 'decimals',
    label: 'Decimal places of a number',
    kind: 'number',
    optional: true,
    hint: 'Empty: whole numbers only.',
  },
  {
    path: 'variable',
    label: 'Name in files',
    kind: 'line',
    hint: 'The column’s name, which never changes meaning: lower-case letters, digits and _. Made from the question when left empty.',
  },
]

const conditionFields = (definition: Definition): Field[] => [
  {
    path: 'variable',
    label: 'Question',
    kind: 'choice',
    choices: definition.questions
      .filter(
        ({ type, perTarget, page }) =>
          ['single', 'rating', 'number'].includes(type) &&
          !perTarget &&
          ['disclosure', 'procedure', 'experience'].includes(page),
      )
      .map((question) => ({
        value: question.variable,
        label: textIn(question.text, definition.languages[0]!, definition) || question.variable,
      })),
  },
  {
    path: 'values',
    label: 'Answers that fit, one a line',
    kind: 'lines',
    hint: 'The codes of the choices, such as yes. Leave it empty for a number.',
  },
  { path: 'atLeast', label: 'Or a number of at least', kind: 'number', optional: true },
]

/** What is asked beside the pairs, and who may answer. */
export const questions: Topic = {
  slug: 'questions',
  title: 'Questions',
  lead: 'What is asked before and after the pairs. Ready-made ones come in every language of the program with fixed names in files, so that studies can be put together.',
  keys: ['questions', 'eligibility'],
  sections: [
    {
      list: {
        path: 'questions',
        noun: 'question',
        most: 100,
        fields,
        blank: () => ({ page: 'about', type: 'single', required: false }),
        library: readyQuestions,
        summary: (question: Question, definition: Definition) => ({
          code: pageChoices.find(({ value }) => value === question.page)?.label ?? '',
          label: textIn(question.text, definition.languages[0]!, definition),
          note: noteOf(question),
        }),
      },
    },
    {
      heading: 'Who the study is for',
      lead: 'Who does not meet every condition is thanked and counted as not eligible. Without a condition everybody is eligible.',
      list: {
        path: 'eligibility',
        noun: 'condition',
        most: 20,
        inline: true,
        fields: conditionFields,
        blank: () => ({ values: [] }),
        summary: (condition: Definition['eligibility'][number]) => ({
          code: condition.variable,
          label: condition.values.join(', '),
          note: '',
        }),
      },
    },
  ],
  tidy({ questions: list, languages }) {
    list.forEach((question, index) => {
      const words = question.text?.[languages[0]]
      if (question.variable || !words) return
      const taken = list.flatMap(({ variable }, other) => (other === index || !variable ? [] : [variable]))
      question.variable = freeName(slugOf(words, 'question').slice(0, 30).replace(/_+$/, ''), taken)
    })
  },
}

function noteOf(question: Question): string {
  const type = typeChoices.find(({ value }) => value === question.type)?.label ?? ''
  const parts = [question.variable, type.toLowerCase()]
  if (question.required) parts.push('required')
  if (question.perTarget) parts.push('for every target')
  return parts.filter((part) => part !== '').join(' · ')
}
