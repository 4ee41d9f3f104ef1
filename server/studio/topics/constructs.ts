import type { Construct, Definition } from '../../studies/definition.ts'
import { textIn } from '../../studies/definition-text.ts'
import { listLibraryConstructs } from '../../studies/library/construct-library.ts'
import { slugOf } from '../option-lines.ts'
import { isEmpty } from '../paths.ts'
import type { Field, Topic } from '../topic.ts'

const fields: Field[] = [
  { path: 'name', label: 'Name', kind: 'text', hint: 'Such as “Psychological stress”.' },
  {
    path: 'question',
    label: 'Question',
    kind: 'text',
    hint: 'Asked above every pair, such as “Which is more stressful for you to perform?”',
  },
  {
    path: 'definition',
    label: 'Definition',
    kind: 'paragraph',
    hint: 'One or two sentences that make everybody mean the same. Shown on every page.',
  },
  {
    path: 'answerMore',
    label: 'Answer',
    kind: 'text',
    hint: 'A whole answer with {item} where the code stands: “{item} is more stressful”.',
  },
  {
    path: 'slug',
    label: 'Name in files',
    kind: 'line',
    hint: 'Lower-case letters, digits and _, such as psychological_stress. Made from the name when left empty.',
  },
]

/** The attributes that are compared. */
export const constructs: Topic = {
  slug: 'constructs',
  title: 'Constructs',
  lead: 'The attributes on which procedures are compared. Each one asks every pair again, so few are better.',
  keys: ['constructs', 'primaryConstruct'],
  sections: [
    {
      list: {
        path: 'constructs',
        noun: 'construct',
        most: 12,
        fields,
        blank: () => ({}),
        library: ({ constructs: there }) =>
          listLibraryConstructs()
            .filter(({ slug }) => !there.some((one) => one.slug === slug))
            .map((construct) => ({
              key: construct.slug,
              group: 'Ready-made, in every language of the program',
              label: `${construct.name.en}: ${construct.question.en}`,
              entries: [construct],
            })),
        summary: (construct: Construct, definition: Definition) => ({
          code: textIn(construct.name, definition.languages[0]!, definition),
          label: textIn(construct.question, definition.languages[0]!, definition),
          note: construct.slug === definition.primaryConstruct ? 'primary' : '',
        }),
      },
    },
    {
      heading: 'Primary construct',
      fields: [
        {
          path: 'primaryConstruct',
          label: 'Which one gives the implied work RVU',
          kind: 'choice',
          optional: true,
          hint: 'Decided before the first answer and frozen with the analysis plan.',
          choices: (definition) =>
            definition.constructs
              .filter(({ slug }) => slug !== '')
              .map((construct) => ({
                value: construct.slug,
                label: textIn(construct.name, definition.languages[0]!, definition) || construct.slug,
              })),
        },
      ],
    },
  ],
  tidy(draft) {
    const { constructs: list } = draft
    list.forEach((construct, index) => {
      const name = construct.name?.[draft.languages[0]]
      if (!construct.slug && name) construct.slug = freeName(slugOf(name, 'construct'), slugsBut(list, index))
    })
    if (list.length === 1 && list[0]!.slug) draft.primaryConstruct = list[0]!.slug
    if (!list.some(({ slug }) => slug === draft.primaryConstruct)) delete draft.primaryConstruct
  },
}

function slugsBut(list: { slug?: string | undefined }[], index: number): string[] {
  return list.flatMap(({ slug }, other) => (other === index || !slug ? [] : [slug]))
}

/** The pair that surgeons practise on, about something everybody knows. */
export const practice: Topic = {
  slug: 'practice',
  title: 'Practice pair',
  lead: 'One pair about something everybody knows, so that nobody learns the page on a real one. Leave all fields empty to have none.',
  keys: ['practicePair'],
  sections: [
    {
      fields: [
        { path: 'practicePair.question', label: 'Question', kind: 'text', hint: '“Which takes longer?”' },
        {
          path: 'practicePair.definition',
          label: 'Definition',
          kind: 'paragraph',
          hint: '“The time one healthy adult needs on a flat road.”',
        },
        { path: 'practicePair.first', label: 'First card', kind: 'text', hint: '“Walking 1 km”' },
        { path: 'practicePair.second', label: 'Second card', kind: 'text', hint: '“Cycling 1 km”' },
        {
          path: 'practicePair.answerMore',
          label: 'Answer',
          kind: 'text',
          hint: 'With {item} where the card’s words stand: “{item} takes longer”.',
        },
      ],
    },
  ],
  tidy(draft) {
    if (isEmpty(draft.practicePair)) delete draft.practicePair
  },
}

/** Returns a name that is not taken yet: with 2, 3, … behind it where needed. */
export function freeName(name: string, taken: string[]): string {
  let free = name
  for (let n = 2; taken.includes(free); n++) free = `${name.slice(0, 37)}_${n}`
  return free
}
