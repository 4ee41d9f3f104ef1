import type { Definition, RatingItem } from '../../studies/definition.ts'
import { textIn } from '../../studies/definition-text.ts'
import { isEmpty } from '../paths.ts'
import type { Topic } from '../topic.ts'

/** Statements rated on one scale, for a Rasch model of their own. */
export const ratings: Topic = {
  slug: 'ratings',
  title: 'Rating items',
  lead: 'Statements rated on one common scale, such as factors of a decision, for a Rasch model of their own. Most studies have none.',
  keys: ['ratingItems', 'ratingScale'],
  sections: [
    {
      heading: 'The scale',
      fields: [
        {
          path: 'ratingScale.question',
          label: 'Question above every item',
          kind: 'text',
          hint: '“How strongly does this influence your decision?”',
        },
        {
          path: 'ratingScale.categories',
          label: 'Categories, one a line, lowest first',
          kind: 'texts',
          hint: 'Two to eleven, such as not at all, somewhat, strongly. The lowest scores 0.',
        },
      ],
    },
    {
      heading: 'Items',
      list: {
        path: 'ratingItems',
        noun: 'item',
        most: 100,
        fields: [
          {
            path: 'label',
            label: 'Short label',
            kind: 'text',
            hint: 'Names the item in tables and pictures.',
          },
          { path: 'text', label: 'Statement', kind: 'paragraph' },
        ],
        blank: () => ({}),
        summary: (item: RatingItem, definition: Definition) => ({
          code: item.id,
          label: textIn(item.label, definition.languages[0]!, definition),
          note: '',
        }),
      },
    },
  ],
  tidy(draft) {
    const width = draft.ratingItems.length > 99 ? 3 : 2
    draft.ratingItems.forEach((item, index) => {
      item.id = `R${String(index + 1).padStart(width, '0')}`
    })
    if (isEmpty(draft.ratingScale)) delete draft.ratingScale
  },
}
