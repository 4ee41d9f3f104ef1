import { withheldRule } from '../../fieldwork/small-cells.ts'
import type { Definition } from '../../studies/definition.ts'
import { slugOf } from '../option-lines.ts'
import type { Topic } from '../topic.ts'

type Society = Definition['societies'][number]

/** What the study is called, whom it asks, how long it takes, and whom surgeons write to. */
export const about: Topic = {
  slug: 'about',
  title: 'About the study',
  lead: 'What surgeons read on the first page, and who stands behind the study.',
  keys: ['title', 'introduction', 'minutes', 'societies', 'contact', 'remarks', 'smallCellThreshold'],
  sections: [
    {
      fields: [
        {
          path: 'title',
          label: 'Title',
          kind: 'text',
          hint: 'Names the procedure and its code, such as “The work of endoscopic lumbar decompression (62380)”.',
        },
        {
          path: 'introduction',
          label: 'Introduction',
          kind: 'markdown',
          hint: 'Three or four sentences: what is asked, why it matters, that there are no right or wrong answers.',
        },
        {
          path: 'minutes',
          label: 'Minutes one surgeon needs',
          kind: 'number',
          hint: 'An honest number; the page Design says what your questions add up to.',
        },
      ],
    },
    {
      heading: 'Contact',
      lead: 'Stands at the foot of every page of the survey.',
      fields: [
        { path: 'contact.email', label: 'E-mail address', kind: 'line' },
        { path: 'contact.name', label: 'Name of the office or person', kind: 'line', optional: true },
      ],
    },
    {
      heading: 'Societies',
      lead: 'The first one leads the study. Members are listed and counted by society.',
      list: {
        path: 'societies',
        noun: 'society',
        most: 60,
        inline: true,
        fields: [
          { path: 'name', label: 'Full name', kind: 'line' },
          {
            path: 'shortName',
            label: 'Short name',
            kind: 'line',
            hint: 'At most 24 letters, such as ISASS.',
          },
          {
            path: 'slug',
            label: 'Name in files',
            kind: 'line',
            optional: true,
            hint: 'Lower-case letters, digits and -. Made from the short name when left empty.',
          },
        ],
        blank: () => ({}),
        summary: (society: Society) => ({
          code: society.shortName,
          label: society.name,
          note: society.slug,
        }),
      },
    },
    {
      heading: 'For readers of the definition',
      fields: [
        {
          path: 'remarks',
          label: 'Remarks',
          kind: 'paragraph',
          optional: true,
          hint: 'What a reader should know, such as who chose the comparators and why. Surgeons do not see it.',
        },
        {
          path: 'smallCellThreshold',
          label: 'Counts left out of tables below',
          kind: 'number',
          optional: true,
          hint: `5 when left empty; 1 withholds nothing. ${withheldRule('this number')} Counts change while the study runs: who reads a table on two days sees how many came between.`,
        },
      ],
    },
  ],
  tidy(draft) {
    for (const society of draft.societies) {
      if (!society.slug && society.shortName)
        society.slug = slugOf(society.shortName, 'society').replaceAll('_', '-').slice(0, 30)
    }
  },
}

/** Who pays, what they want, and on which permissions the study rests. */
export const sponsor: Topic = {
  slug: 'sponsor',
  title: 'Sponsor and permissions',
  lead: 'Said openly to every surgeon, and printed in the report.',
  keys: ['sponsor', 'ethicsReference', 'licenceStatement'],
  sections: [
    {
      fields: [
        { path: 'sponsor.name', label: 'Sponsor', kind: 'line', hint: 'Who pays for the study.' },
        {
          path: 'sponsor.interest',
          label: 'Statement of interest',
          kind: 'paragraph',
          hint: 'What the sponsor and the societies gain or lose by the result, in two or three sentences.',
        },
        {
          path: 'ethicsReference',
          label: 'Ethics reference',
          kind: 'text',
          optional: true,
          hint: 'Name of the board and its reference, or why none was needed. Recommended.',
        },
        {
          path: 'licenceStatement',
          label: 'Licence statement for CPT',
          kind: 'area',
          hint: 'CPT codes are copyright American Medical Association. State your society’s licence, or that only code numbers and your own words are used. Needed before publishing wherever procedures are compared.',
        },
      ],
    },
  ],
}
