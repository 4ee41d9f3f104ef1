import type { Definition, Target } from '../../studies/definition.ts'
import { codesText, textIn } from '../../studies/definition-text.ts'
import type { Field, Topic } from '../topic.ts'

const fields: Field[] = [
  {
    path: 'codes',
    label: 'Code, or codes billed together',
    kind: 'codes',
    hint: 'As printed: 62380, or 22612+22614 for a bundle.',
  },
  {
    path: 'label',
    label: 'Plain label',
    kind: 'text',
    hint: 'Your own short words, never a CPT descriptor. Stands on the card beside the code.',
  },
  {
    path: 'descriptor',
    label: 'Your society’s wording',
    kind: 'paragraph',
    optional: true,
    hint: 'A longer description, if your licence allows it.',
  },
  {
    path: 'variant',
    label: 'Variant',
    kind: 'text',
    optional: true,
    hint: 'Only when one code is asked with several patients: what tells this one apart, such as “L5–S1, foraminal”.',
  },
  {
    path: 'vignette',
    label: 'The typical patient',
    kind: 'markdown',
    hint: 'Age, complaint, findings, what you do, and what comes after: five to eight sentences. Surgeons can read it again on every page.',
  },
]

/** The procedures whose value is sought. */
export const targets: Topic = {
  slug: 'targets',
  title: 'Targets',
  lead: 'The procedure whose value is sought. One code with two different patients is two targets.',
  keys: ['targets'],
  sections: [
    {
      list: {
        path: 'targets',
        noun: 'target',
        most: 12,
        fields,
        blank: () => ({}),
        summary(target: Target, definition: Definition) {
          const say = (text: Target['variant']) => textIn(text, definition.languages[0]!, definition)
          const variant = say(target.variant)
          const hasVignette = say(target.vignette) !== ''
          return {
            code: codesText(target),
            label: variant === '' ? say(target.label) : `${say(target.label)} – ${variant}`,
            note: hasVignette ? 'with its typical patient' : 'no typical patient yet',
          }
        },
      },
    },
  ],
  tidy({ targets: list }) {
    list.forEach((target, index) => {
      target.id = `T${index + 1}`
    })
  },
}
